import type { Authorized } from '../../access/authorized.ts'
import { groupsAsSeen } from '../../access/groups.ts'
import type { Organization } from '../../access/organizations.ts'
import { lockOrganization } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { cardsOf } from '../people/cards.ts'
import { emailKey, type OrgRole } from '../people/people.ts'
import { invitationResent, invitationSent, invitationWithdrawn, recordColleague } from './events.ts'
import { expiry, newToken, preparedRoleWithin, type InvitedRole } from './invitation.ts'
import { livingByKey, remind } from './invitations.ts'
import {
  about,
  mailInvitation,
  takeBackInvitation,
  takeMails,
  takeMailTo,
  type About,
} from './mail.ts'
import type { InvitedColleagues, NewColleagues, PendingColleagues } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

type Administered = Authorized<Organization, 'administer'>
type Wish = Static<typeof NewColleagues>
type Answer = Static<typeof InvitedColleagues>['items'][number]

interface Colleague {
  email: string
  emailKey: string
  orgRole: OrgRole
  planId: string | null
  groups: { group: SpaceId; role: InvitedRole }[]
}

/** Invites people into the organization, with prepared groups (O4). */
export async function inviteColleagues(
  ctx: Context,
  organization: Administered,
  { invitations, message = '', language = organization.language }: Wish,
): Promise<Answer[]> {
  await refuseUnknownPlans(ctx, organization, invitations)
  await refuseUnknownGroups(ctx, organization, invitations)
  await lockOrganization(ctx, organization.id) // of two concurrent invitations to one address, the second finds the first
  const colleagues = onePerAddress(invitations)
  const keys = colleagues.map((each) => each.emailKey)
  const known = new Map(
    (await store.known(ctx, keys, null)).map((one) => [one.emailKey, one] as const),
  )
  const waiting = await livingByKey(ctx, organization.id, null, keys)
  const said = await about(ctx, {
    organizationId: organization.id,
    group: null,
    invitedBy: ctx.person.id,
  })
  const items: Answer[] = []
  for (const each of colleagues) {
    const { email } = each
    const person = known.get(each.emailKey)
    if (person?.organizationId === organization.id)
      items.push({ email, status: 'already-a-person', id: null })
    else if (waiting.has(each.emailKey))
      items.push({ email, status: 'already-invited', id: waiting.get(each.emailKey)!.id })
    else items.push(await inviteOne(ctx, organization, each, { message, language, said, person }))
  }
  await takeMails(ctx, items.filter(({ status }) => status === 'invited').length)
  return items
}

async function refuseUnknownPlans(
  ctx: Context,
  { id }: Administered,
  invitations: Wish['invitations'],
): Promise<void> {
  if (!invitations.some(({ plan }) => plan)) return
  const plans = new Set((await store.plansOf(ctx, id)).map((plan) => plan.id))
  const wrong = invitations.findIndex(({ plan }) => plan && !plans.has(plan))
  if (wrong >= 0) throw words.unknownPlan(`body.invitations.${wrong}.plan`)
}

/** Only groups of this organization can be prepared, in roles that the admin could give there now (X43). */
async function refuseUnknownGroups(
  ctx: Context,
  { id }: Administered,
  invitations: Wish['invitations'],
): Promise<void> {
  const ids = new Set(
    invitations.flatMap(({ groups = [] }) => groups.map(({ group }) => group as SpaceId)),
  )
  const seen = await groupsAsSeen(ctx, ctx.person.id, [...ids])
  for (const [i, { groups = [] }] of invitations.entries()) {
    for (const [j, { group: wanted, role = 'member' }] of groups.entries()) {
      const field = `body.invitations.${i}.groups.${j}`
      const group = seen.get(wanted as SpaceId)
      if (!group?.may.see || group.organizationId !== id) throw words.unknownGroup(`${field}.group`)
      if (preparedRoleWithin(group, role) !== role) throw words.roleBeyondYours(`${field}.role`)
    }
  }
}

function onePerAddress(invitations: Wish['invitations']): Colleague[] {
  const all = new Map<string, Colleague>()
  for (const { email, orgRole = 'member', plan = null, groups = [] } of invitations) {
    const key = emailKey(email)
    if (all.has(key)) continue
    const roles = new Map(groups.map(({ group, role = 'member' }) => [group as SpaceId, role]))
    all.set(key, {
      email: email.trim(),
      emailKey: key,
      orgRole,
      planId: plan,
      groups: [...roles].map(([group, role]) => ({ group, role })),
    })
  }
  return [...all.values()]
}

async function inviteOne(
  ctx: Context,
  organization: Administered,
  { groups, ...colleague }: Colleague,
  letter: { message: string; language: Language; said: About; person: store.Known | undefined },
): Promise<Answer> {
  const { email } = colleague
  if ((await takeMailTo(ctx, colleague.emailKey)) > 0)
    return { email, status: 'too-many-mails', id: null }
  const { token, hash } = newToken()
  await store.withdrawDead(ctx, organization.id, null, colleague.emailKey)
  const invitation = await store.insertInvitation(ctx, ctx.person.id, {
    ...colleague,
    organizationId: organization.id,
    group: null,
    role: 'member',
    message: letter.message.trim(),
    language: letter.language,
    tokenHash: hash,
    expiresAt: expiry(ctx),
  })
  if (!invitation) return { email, status: 'already-invited', id: null }
  await store.insertPrepared(ctx, invitation.id, groups)
  await recordColleague(ctx, invitationSent, invitation)
  await mailInvitation(ctx, invitation, letter.said, token, letter.person)
  return { email, status: 'invited', id: invitation.id }
}

/** Invited colleagues who have not accepted yet, with their prepared groups. */
export async function pendingColleagues(
  ctx: Context,
  { id }: Administered,
): Promise<Static<typeof PendingColleagues>> {
  const rows = await store.pending(ctx, id, null, null)
  const prepared = Map.groupBy(
    await store.prepared(
      ctx,
      rows.map((row) => row.id),
    ),
    ({ invitation }) => invitation,
  )
  const plans = new Map((await store.plansOf(ctx, id)).map((plan) => [plan.id, plan] as const))
  const cards = await cardsOf(
    ctx,
    rows.map(({ invitedBy }) => invitedBy),
    id,
  )
  return {
    items: rows.map((row) => ({
      ...row,
      orgRole: row.orgRole ?? 'member',
      plan: (row.planId && plans.get(row.planId)) || null,
      groups: (prepared.get(row.id) ?? []).map(({ group, name, role }) => ({
        id: group,
        name,
        role,
      })),
      invitedBy: cards.get(row.invitedBy)!,
    })),
  }
}

/** Sends a new link; the old one is dead. If the inviter is no longer an admin, the reminding admin becomes the inviter. */
export async function remindColleague(
  ctx: Context,
  organization: Administered,
  id: string,
): Promise<void> {
  const found = await pendingOne(ctx, organization, id)
  const stillAdmin = await store.administers(ctx, found.invitedBy, organization.id)
  const renewed = await remind(ctx, found, stillAdmin ? found.invitedBy : ctx.person.id)
  await recordColleague(ctx, invitationResent, renewed)
}

export async function withdrawColleague(
  ctx: Context,
  organization: Administered,
  id: string,
): Promise<void> {
  const found = await pendingOne(ctx, organization, id)
  await store.withdraw(ctx, found.id, ctx.person.id)
  await recordColleague(ctx, invitationWithdrawn, found)
  await takeBackInvitation(ctx, found)
}

async function pendingOne(ctx: Context, organization: Administered, id: string) {
  const found = await store.pendingOne(ctx, organization.id, null, null, id)
  if (!found) throw new NotFound()
  return found
}
