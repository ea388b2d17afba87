import assert from 'node:assert/strict'
import type { GroupRole } from '../../server/access/groups.ts'
import { admit } from '../../server/foundation/membership/membership.ts'
import { inContext } from '../../server/kernel/context.ts'
import type { PersonId, SpaceId } from '../../server/kernel/ids.ts'
import type { Instance } from './instance.ts'
import type { Client } from './people.ts'

/** A group as the API answers it; tests read what they need. */
export interface GroupAnswer {
  id: SpaceId
  name: string
  handle: string
  objective: string
  hue: number
  role: GroupRole | null
  accessLevel: string
  settings: Record<string, unknown> | null
  members: number
  guests: number
  guestOrganizations: string[]
  archivedAt: string | null
  administrator: { id: PersonId; email: string }
  may: Record<string, boolean>
  capacity: {
    members: { used: number; allowed: number }
    storage: { used: number; allowed: number }
    guestsAllowed: boolean
    planOf: { id: PersonId }
  } | null
  guide: { dismissed: boolean; invited: boolean; rights: boolean; content: boolean } | null
  why: ('direct' | { group: { id: SpaceId; name: string } })[]
  myRequest: { id: string } | null
}

let count = 0

/** A group that this person administers, made through the door. */
export async function groupOf(
  administrator: Client,
  { name = `Group ${(count += 1)}`, template = 'team', ...more }: Record<string, unknown> = {},
): Promise<GroupAnswer> {
  const made = await administrator.post<GroupAnswer>('/api/groups', { name, template, ...more })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body
}

/** Somebody becomes a direct member, as if they had accepted an invitation. */
export async function memberOf(
  instance: Instance,
  group: { id: SpaceId },
  person: { id: PersonId },
  role: Exclude<GroupRole, 'administrator'> = 'member',
): Promise<void> {
  await inContext(instance.app.house, undefined, (ctx) =>
    admit(ctx, group.id, person.id, { role, how: 'invited', broughtBy: null }),
  )
}

/** A separate plan for one person: the limits of the groups that they administer. */
export async function planFor(
  instance: Instance,
  person: { id: PersonId },
  limits: { groups?: number | null; members?: number; storage?: number; guests?: boolean },
): Promise<void> {
  const { groups = null, members = 100, storage = 10e9, guests = true } = limits
  await instance.db.run({
    text: `with made as (
        insert into plan (id, organization_id, name, max_groups, max_members, group_storage, private_storage, guests_allowed, created_at)
        select gen_random_uuid(), organization_id, gen_random_uuid()::text, $2, $3, $4, 1000000, $5, now() from person where id = $1
        returning id)
      update person set plan_id = made.id from made where person.id = $1`,
    values: [person.id, groups, members, storage, guests],
  })
}

/** Hands a group over: one person offers it, the other accepts (M1). */
export async function handOver(by: Client, group: string, to: Client): Promise<void> {
  const seat = `/api/groups/${group}/hand-over`
  for (const answer of [
    await by.post(seat, { person: to.id }),
    await to.post(`${seat}/acceptance`),
  ])
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
}
