import type { Authorized } from '../../access/authorized.ts'
import { groupAsSeen, type Group } from '../../access/groups.ts'
import { organizationAsSeen } from '../../access/organizations.ts'
import { authorizePerson } from '../../access/people.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'
import { newId, type OrganizationId, type PersonId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { groupRow } from '../groups/capacity.ts'
import { isKeptOutFrom } from '../membership/governance.ts'
import { startOf } from '../membership/lifetime.ts'
import { defaultLanguage, planOf } from '../organizations/organizations.ts'
import { cardsOf } from '../people/cards.ts'
import { emailKey } from '../people/people.ts'
import {
  invitationResent,
  invitationSent,
  invitationWithdrawn,
  recordInvitation,
} from './events.ts'
import {
  expiry,
  newToken,
  preparedRoleWithin,
  roleWithin,
  type Invitation,
  type InvitedRole,
} from './invitation.ts'
import {
  about,
  mailInvitation,
  takeBackInvitation,
  takeMails,
  takeMailTo,
  type About,
} from './mail.ts'
import type { Invited, NewInvitations, PendingInvitations } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

export { allOrNothing } from './store.ts'

type Inviting = Authorized<Group, 'invite'>
type Answer = Static<typeof Invited>['items'][number]

interface Addressee {
  email: string
  emailKey: string
  role: InvitedRole
}

/** Invites several people into a group, each by a separate mail (M4). */
export async function invite(
  ctx: Context,
  group: Inviting,
  { people, message = '', language, starts }: Static<typeof NewInvitations>,
): Promise<Answer[]> {
  refuseRolesBeyond(group, people)
  const addressees = await addressesOf(ctx, people)
  const keys = addressees.map((each) => each.emailKey)
  const known = new Map(
    (await store.known(ctx, keys, group.id)).map((one) => [one.emailKey, one] as const),
  )
  const waiting = await livingByKey(ctx, group.organizationId, group.id, keys)
  const guestsWelcome = await welcomesGuests(ctx, group)
  const directory = (await organizationAsSeen(ctx))?.may.seeDirectory ?? false
  const letter = {
    group,
    message: message.trim(),
    starts: startOf(ctx, starts),
    language: language ?? (await defaultLanguage(ctx, group.organizationId)),
    said: await about(ctx, { ...group, group: group.id, invitedBy: ctx.person.id }),
  }
  const items: Answer[] = []
  for (const each of addressees) {
    const person = known.get(each.emailKey)
    const mayKnow = directory || (await meets(ctx, person?.person))
    const why = notToInvite(ctx, group, person, guestsWelcome, mayKnow)
    const there = waiting.get(each.emailKey)
    if (why) items.push({ email: each.email, status: why, id: null })
    else if (there)
      items.push({ email: each.email, status: 'already-invited', id: seenBy(ctx, group, there) })
    else items.push(await inviteOne(ctx, letter, each, known.get(each.emailKey)))
  }
  await takeMails(ctx, items.filter(({ status }) => status === 'invited').length)
  return items
}

/** Only the administrator makes helpers (M4, X43). */
function refuseRolesBeyond(group: Group, people: { role?: InvitedRole }[]): void {
  const beyond = people.findIndex(({ role = 'member' }) => roleWithin(group, role) !== role)
  if (beyond >= 0) throw words.roleBeyondYours(`body.people.${beyond}.role`)
}

/** Each address once, in the order given. Throws for people whom the asker may not know of. */
async function addressesOf(
  ctx: Context,
  people: { email?: string; person?: string; role?: InvitedRole }[],
): Promise<Addressee[]> {
  const picked = people.flatMap(({ person }) => (person ? [person as PersonId] : []))
  for (const id of new Set(picked)) await authorizePerson(ctx, 'meet', id)
  const emails = new Map(
    (picked.length > 0 ? await store.emailsOf(ctx, picked) : []).map((one) => [one.id, one.email]),
  )
  const all = new Map<string, Addressee>()
  for (const [index, { email, person, role = 'member' }] of people.entries()) {
    const to = (person ? emails.get(person as PersonId) : email)?.trim()
    if (!to || (person && email)) throw words.addressOrPerson(`body.people.${index}.email`)
    const key = emailKey(to)
    if (!all.has(key)) all.set(key, { email: to, emailKey: key, role })
  }
  return [...all.values()]
}

/** Whether the group's settings, the organization's policy and the administrator's plan allow guests (O5, O7). */
async function welcomesGuests(ctx: PublicContext, { id, guestsAllowed }: Group): Promise<boolean> {
  if (!guestsAllowed) return false
  const row = await groupRow(ctx, id)
  return row.organizationAllowsGuests && (await planOf(ctx, row.administrator)).guestsAllowed
}

/** Whether the asker may know of a person. Runs the same query for an unknown address, so that timing reveals nothing (O5). */
async function meets(ctx: Context, person: PersonId | undefined): Promise<boolean> {
  return authorizePerson(ctx, 'meet', person ?? newId<PersonId>()).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotFound) return false
      throw error
    },
  )
}

/**
 * Without guests, the status reveals which addresses belong to internals. So guests may then invite nobody, and internals who
 * may not see the directory only people whom they already know (O5).
 */
function notToInvite(
  ctx: Context,
  group: Group,
  known: store.Known | undefined,
  guestsWelcome: boolean,
  mayKnow: boolean,
): 'already-member' | 'guests-not-allowed' | undefined {
  if (known?.member) return 'already-member'
  const colleague =
    mayKnow &&
    known?.organizationId === group.organizationId &&
    ctx.person.organizationId === group.organizationId
  return colleague || guestsWelcome ? undefined : 'guests-not-allowed'
}

async function inviteOne(
  ctx: Context,
  {
    group,
    message,
    language,
    starts,
    said,
  }: { group: Inviting; message: string; starts: Date | null; language: Language; said: About },
  { email, emailKey: key, role }: Addressee,
  known: store.Known | undefined,
): Promise<Answer> {
  if ((await takeMailTo(ctx, key)) > 0) return { email, status: 'too-many-mails', id: null }
  const { token, hash } = newToken()
  await store.withdrawDead(ctx, group.organizationId, group.id, key)
  const invitation = await store.insertInvitation(ctx, ctx.person.id, {
    organizationId: group.organizationId,
    group: group.id,
    orgRole: null,
    planId: null,
    role,
    email,
    emailKey: key,
    message,
    language,
    tokenHash: hash,
    expiresAt: expiry(ctx),
    starts,
  })
  if (!invitation) return { email, status: 'already-invited', id: null }
  await recordInvitation(ctx, invitationSent, group.id, invitation)
  await mailInvitation(ctx, invitation, said, token, known)
  return { email, status: 'invited', id: invitation.id }
}

/** Valid pending invitations of these addresses: not expired, and their inviter may still invite. */
export async function livingByKey(
  ctx: Context,
  organization: OrganizationId,
  group: Group['id'] | null,
  keys: string[],
): Promise<Map<string, Invitation>> {
  const living = new Map<string, Invitation>()
  for (const invitation of await store.unansweredBy(ctx, organization, group, keys)) {
    if (await isAlive(ctx, invitation)) living.set(invitation.emailKey, invitation)
  }
  return living
}

async function isAlive(ctx: PublicContext, invitation: Invitation): Promise<boolean> {
  return invitation.alive && (await powerOf(ctx, invitation)) !== undefined
}

/** The role that an invitation gives now: at most what its inviter could give now; undefined when nothing (M5, I7, J7). */
export async function powerOf(
  ctx: PublicContext,
  { group, role, invitedBy, organizationId, emailKey: key }: Invitation,
): Promise<InvitedRole | undefined> {
  if (group) {
    if (await isKeptOutFrom(ctx, group, key, invitedBy)) return undefined
    return roleWithin(await groupAsSeen(ctx, invitedBy, group), role)
  }
  return (await store.administers(ctx, invitedBy, organizationId)) ? role : undefined
}

/** The same for a prepared group. */
export async function powerToPrepare(
  ctx: PublicContext,
  { invitedBy: inviter, emailKey: key }: Invitation,
  { group, role }: { group: Group['id']; role: InvitedRole },
): Promise<InvitedRole | undefined> {
  if (await isKeptOutFrom(ctx, group, key, inviter)) return undefined
  return preparedRoleWithin(await groupAsSeen(ctx, inviter, group), role)
}

/** Members who may only invite see their own invitations; people who approve members see all. */
function whose(ctx: Context, group: Group): PersonId | null {
  return group.may.approve ? null : ctx.person.id
}

function seenBy(ctx: Context, group: Group, { id, invitedBy }: Invitation): string | null {
  const by = whose(ctx, group)
  return by === null || by === invitedBy ? id : null
}

/** The pending invitations, their dates and the number of reminders (M5). */
export async function pendingInvitations(
  ctx: Context,
  group: Inviting,
): Promise<Static<typeof PendingInvitations>> {
  const { organizationId } = group
  const rows = await store.pending(ctx, organizationId, group.id, whose(ctx, group))
  const cards = await cardsOf(
    ctx,
    rows.map(({ invitedBy }) => invitedBy),
    organizationId,
  )
  return { items: rows.map((row) => ({ ...row, invitedBy: cards.get(row.invitedBy)! })) }
}

/** Sends a new link; the old one is dead (M5). */
export async function resend(ctx: Context, group: Inviting, id: string): Promise<void> {
  const found = await pendingOne(ctx, group, id)
  const alive = (await powerOf(ctx, found)) !== undefined
  if (!alive && roleWithin(group, found.role) !== found.role)
    throw words.roleBeyondYours('params.invitation')
  const renewed = await remind(ctx, found, alive ? found.invitedBy : ctx.person.id)
  await recordInvitation(ctx, invitationResent, group.id, renewed)
}

/** Sends the invitation again, in the name of `by`. */
export async function remind(ctx: Context, found: Invitation, by: PersonId): Promise<Invitation> {
  const wait = await takeMailTo(ctx, found.emailKey)
  if (wait > 0) throw words.remindedEnough(wait)
  await takeMails(ctx, 1)
  const { token, hash } = newToken()
  const expiresAt = expiry(ctx)
  await store.renew(ctx, found.id, { tokenHash: hash, expiresAt, by })
  const renewed: Invitation = {
    ...found,
    invitedBy: by,
    expiresAt: expiresAt.toISOString(),
    timesSent: found.timesSent + 1,
  }
  const [known] = await store.known(ctx, [found.emailKey], found.group)
  await mailInvitation(ctx, renewed, await about(ctx, renewed), token, known)
  return renewed
}

/** Withdraws an invitation; its link looks like one that never existed (M5). */
export async function withdraw(ctx: Context, group: Inviting, id: string): Promise<void> {
  const found = await pendingOne(ctx, group, id)
  await store.withdraw(ctx, found.id, ctx.person.id)
  await takeBackInvitation(ctx, found)
  await recordInvitation(ctx, invitationWithdrawn, group.id, found)
}

async function pendingOne(ctx: Context, group: Inviting, id: string): Promise<Invitation> {
  const found = await store.pendingOne(ctx, group.organizationId, group.id, whose(ctx, group), id)
  if (!found) throw new NotFound()
  return found
}
