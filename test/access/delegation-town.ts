import { enter, foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { planFor } from '../world/groups.ts'
import type { Instance } from '../world/instance.ts'
import { colleague, founded, guest, password, type Client } from '../world/people.ts'
import type { Choose } from './delegation-acts.ts'

/** An organization in which everybody can give others some right: by a role, by a grant, or by governing. */
export async function lendingTown(house: Instance) {
  const { organization, admin: oona } = await founded(house)
  const one = (name: string, orgRole: 'member' | 'manager' = 'member') =>
    colleague(house, organization, name, { orgRole, password })
  const [ada, bo, cy, dee] = [await one('Ada'), await one('Bo'), await one('Cy'), await one('Dee')]
  const [mo, gus] = [await one('Mo', 'manager'), await guest(house, 'Gus')]
  await must(
    oona.patch('/api/organization', { policies: { addingAllowed: true, guestDays: 3 } }),
    204,
  )
  const open = { guestsAllowed: true, whoInvites: 'moderators' }
  const first = await foundGroup(ada, 'First', { ...open, defaultRights: 'contributor' })
  const second = await foundGroup(bo, 'Second', { ...open, whoInvites: 'members' })
  await enter(house, first, [bo], 'co-administrator')
  await enter(house, first, [dee], 'moderator')
  await enter(house, first, [cy, gus])
  await enter(house, second, [cy, ada])
  await lend(ada, first, cy, dee)
  await lend(bo, second, cy, ada)
  const me = await must(ada.get<{ privateSpace: string }>('/api/me'))
  await lend(ada, me.privateSpace, bo, dee)
  await foundGroup(cy, 'Third', { ...open, listed: 'organization', joining: 'open' })
  for (const each of [ada, bo, cy, dee]) await planFor(house, each, { members: 100 })
  const people = new Map<string, Client>(
    [oona, ada, bo, cy, dee, mo, gus].map((each) => [each.id, each]),
  )
  return { people, first, oona, ada, bo, cy, dee, mo, gus }
}

/** Two people who manage there by grants, one with more rights than the other, and something to manage. */
async function lend(by: Client, space: string, one: Client, other: Client): Promise<void> {
  const root = await rootOf(by, space)
  const outer = await makeNotebook(by, space, root, 'Lent', 'folder')
  const inner = await makeNotebook(by, space, outer, 'Lent inside')
  const named = (person: Client, rights: object) => ({
    ...{ principal: { kind: 'person', id: person.id }, rights: { view: true, ...rights } },
  })
  const grants = [named(one, { manage: true }), named(other, { manage: true, add: true })]
  await must(by.put(`/api/spaces/${space}/containers/${outer}/access`, { ownList: true, grants }))
  await writeNote(by, space, inner, 'Lent')
}

/** Chooses from the existing things by these numbers. */
export function chooser(numbers: number[], people: Map<string, Client>): Choose {
  let used = 0
  const next = () => numbers[used++ % numbers.length]! + Math.floor(used / numbers.length)
  const one = <T>(of: Iterable<T>): T => {
    const all = [...of]
    return all[next() % all.length]!
  }
  return {
    one,
    often: () => next() % 3 > 0,
    actor(able) {
      const all = [...people.keys()].filter(able)
      return one(all.length > 0 && next() % 3 > 0 ? all : people.keys())
    },
  }
}
