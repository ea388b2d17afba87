import assert from 'node:assert/strict'
import { doors } from '../../server/app/doors.ts'
import { tools } from '../../server/app/tools.ts'
import type { AccessWorld, Tool } from '../../server/kernel/tool.ts'
import { must } from '../world/cast.ts'
import type { Client } from '../world/people.ts'
import { urlOf } from './requests.ts'

/** The tools beside notes, which the tests' own furniture is made of. */
export const otherTools = tools.filter(({ name }) => name !== 'notes')

interface Made {
  id: string
}
interface Access {
  grants: { principal: { kind: string; id: string }; level: string }[]
}

/** What holds the items of this tool, with the list of rights that another container has. */
export async function makeHolder(
  tool: Tool,
  by: Client,
  space: string,
  { name, like }: { name: string; like: string },
): Promise<{ root: string; container: string }> {
  const containers = `/api/spaces/${space}/containers`
  const { items } = await must(
    by.get<{ items: (Made & { kind: string })[] }>(`${containers}?tool=${tool.name}`),
  )
  const root = items.find(({ kind }) => kind === 'root')!.id
  const sent = { parent: root, kind: tool.containerKind, name }
  const { id } = await must(by.post<Made>(containers, sent), 201)
  const { grants } = await must(by.get<Access>(`${containers}/${like}/access`))
  const list = grants.map(({ principal, level }) => ({
    principal: { kind: principal.kind, id: principal.id },
    level,
  }))
  await must(by.put(`${containers}/${id}/access`, { ownList: true, grants: list }))
  return { root, container: id }
}

/** An item of this tool, made as the tool says that one is made. */
export async function makeItem(
  { name, makesItem, accessCases }: Tool,
  by: Client,
  world: { space: string; container: string },
): Promise<string> {
  const making = accessCases.find(({ act }) => act === makesItem)
  const door = doors.find(({ spec }) => spec.name === making?.door)
  assert.ok(making && door, `${name}: makesItem is none of its access cases`)
  const sent = { query: {}, body: undefined, ...making.request(world as AccessWorld) }
  return (await must(by.post<Made>(urlOf(door, sent as never), sent.body), 201)).id
}
