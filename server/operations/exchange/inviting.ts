import { authorizeGroup } from '../../access/groups.ts'
import { allOrNothing, invite } from '../../foundation/invitations/invitations.ts'
import { emailKey } from '../../foundation/people/people.ts'
import type { Context } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { ImportRow } from './jobs-store.ts'
import type { Preview } from './schema.ts'

const atOnce = 50

type Member = Preview['members'][number]

/**
 * Invites the people whom the importer chose, each to their old role; an administrator of the old group is invited as a
 * member (M1). People whom a limit refuses are listed by name; this stops neither the others nor the import (M4, M5).
 */
export async function inviteChosen(
  ctx: Context,
  group: SpaceId,
  { preview, invite: chosen }: Pick<ImportRow, 'preview' | 'invite'>,
): Promise<Pick<ImportRow, 'invited' | 'notInvited'>> {
  const keys = new Set(chosen.map(emailKey))
  const members = (preview?.members ?? []).filter(({ email }) => keys.delete(emailKey(email)))
  const notInvited: string[] = []
  for (let at = 0; at < members.length; at += atOnce) {
    const some = members.slice(at, at + atOnce)
    const came = await invitedOf(ctx, group, some)
    notInvited.push(...some.filter(({ email }) => !came.has(email)).map(nameOf))
  }
  return { invited: members.length - notInvited.length, notInvited }
}

async function invitedOf(ctx: Context, group: SpaceId, members: Member[]): Promise<Set<string>> {
  const people = members.map(({ email, role }) => ({
    email,
    role: role === null || role === 'administrator' ? ('member' as const) : role,
  }))
  try {
    const answers = await allOrNothing(ctx, async () =>
      invite(ctx, await authorizeGroup(ctx, 'invite', group), { people }),
    )
    const came = answers.filter(({ status }) => status === 'invited')
    return new Set(came.map(({ email }) => email))
  } catch (error) {
    if (error instanceof Refusal) return new Set()
    throw error
  }
}

function nameOf({ name, email }: Member): string {
  return name || email
}
