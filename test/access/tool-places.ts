import assert from 'node:assert/strict'
import { doors } from '../../server/app/doors.ts'
import { tools } from '../../server/app/tools.ts'
import { holds } from '../../server/kernel/kinds.ts'
import type { AccessCase, AccessWorld, Tool } from '../../server/kernel/tool.ts'
import { must } from '../world/cast.ts'
import type { Client } from '../world/people.ts'
import { urlOf } from './requests.ts'

/** One kind of items of a tool. */
export interface OtherKind {
  tool: Tool
  kind: string
  accessCases: AccessCase[]
  makesItem: string
}

/** The tools beside notes, which the tests' own furniture is made of. */
export const otherTools = tools.filter(({ name }) => name !== 'notes')
export const otherKinds: OtherKind[] = otherTools.flatMap(kindsOf)

export function kindsOf(tool: Tool): OtherKind[] {
  return Object.entries(tool.items).map(([kind, item]) => ({ ...item, tool, kind }))
}

interface Made {
  id: string
}
interface Access {
  grants: { principal: { kind: string; id: string }; level: string }[]
}

/** The kinds of containers from the root to one that holds these items: `folder`, `box`. */
export function wayTo({ tool, kind }: OtherKind): string[] {
  const item = { tool: tool.name, kind }
  const tried = new Set<string>()
  let ways = tool.containers.root.nests.map((first) => [first])
  while (ways.length > 0) {
    const found = ways.find((way) => holds(tools, { ...item, kind: way.at(-1)! }, item))
    if (found) return found
    for (const way of ways) tried.add(way.at(-1)!)
    ways = ways.flatMap((way) =>
      tool.containers[way.at(-1)!]!.nests.filter((next) => !tried.has(next)).map((next) => [
        ...way,
        next,
      ]),
    )
  }
  return assert.fail(`${tool.name}: nothing below its root holds a ${kind}`)
}

/** A container for items of this kind, with the same list of rights as another container. */
export async function makeHolder(
  of: OtherKind,
  by: Client,
  space: string,
  { name, like }: { name: string; like?: string },
): Promise<{ root: string; container: string }> {
  const containers = `/api/spaces/${space}/containers`
  const { items } = await must(
    by.get<{ items: (Made & { kind: string })[] }>(`${containers}?tool=${of.tool.name}`),
  )
  const root = items.find(({ kind }) => kind === 'root')!.id
  let container = root
  for (const kind of wayTo(of)) {
    const sent = { parent: container, kind, name: `${name} ${kind}` }
    container = (await must(by.post<Made>(containers, sent), 201)).id
  }
  if (!like) return { root, container }
  const { grants } = await must(by.get<Access>(`${containers}/${like}/access`))
  const list = grants.map(({ principal, level }) => ({
    principal: { kind: principal.kind, id: principal.id },
    level,
  }))
  await must(by.put(`${containers}/${container}/access`, { ownList: true, grants: list }))
  return { root, container }
}

/** The addresses that the access cases of a kind read in this place: lists, the item, its versions. */
export function readsOf({ accessCases }: OtherKind, world: object): string[] {
  return accessCases.flatMap((each) => {
    const door = doors.find(({ spec }) => spec.name === each.door)!
    const sent = { query: {}, body: undefined, ...each.request(world as AccessWorld) }
    return door.spec.method === 'GET' ? [urlOf(door, sent as never)] : []
  })
}

/** An item of this kind, made as its tool says that one is made. */
export async function makeItem(
  { tool, kind, makesItem, accessCases }: OtherKind,
  by: Client,
  world: { space: string; container: string },
): Promise<string> {
  const making = accessCases.find(({ act }) => act === makesItem)
  const door = doors.find(({ spec }) => spec.name === making?.door)
  assert.ok(making && door, `${tool.name}: makesItem of ${kind} is none of its access cases`)
  const sent = { query: {}, body: undefined, ...making.request(world as AccessWorld) }
  return (await must(by.post<Made>(urlOf(door, sent as never), sent.body), 201)).id
}
