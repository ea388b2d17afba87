import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { changeDates, changeSponsor, type Dates } from './lifetime.ts'
import { changeRole } from './membership.ts'
import type { GivenRole } from './store.ts'

interface MemberChange extends Dates {
  role?: GivenRole | undefined
  sponsor?: PersonId | undefined
}

/**
 * Changes what the administrator decides about a member; only fields that are sent. The role comes first, because its end is
 * checked against the new role.
 */
export async function changeMember(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
  person: PersonId,
  { role, sponsor, ...dates }: MemberChange,
): Promise<void> {
  if (role !== undefined) await changeRole(ctx, group, person, role)
  if (Object.values(dates).some((date) => date !== undefined))
    await changeDates(ctx, group, person, dates)
  if (sponsor !== undefined) await changeSponsor(ctx, group, person, sponsor)
}
