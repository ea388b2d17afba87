import type { Asker, Context, PublicContext } from '../../kernel/context.ts'
import type { Reply } from '../../kernel/door.ts'
import { Conflict, Invalid, LimitReached, NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { groupRow } from '../groups/capacity.ts'
import { lockFamily } from '../membership/flat.ts'
import { tellAdministrator } from '../membership/governance.ts'
import { admit, remove } from '../membership/membership.ts'
import { heldByGovernance } from '../organizations/internals.ts'
import { cardsOf } from '../people/cards.ts'
import { personByEmail, signUp, type Person } from '../people/people.ts'
import { startSession } from '../people/sessions.ts'
import { createPrivateSpace } from '../spaces/spaces.ts'
import { invitationDeclined, recordArrival, recordColleague, recordInvitation } from './events.ts'
import { disclosed, hashOf, type Invitation, type InvitedRole } from './invitation.ts'
import { powerOf, powerToPrepare } from './invitations.ts'
import { mailNoRoom } from './mail.ts'
import type { Acceptance, Accepted, MyInvitations, OfferShape } from './schema.ts'
import { creditedTo, recognize } from './recognition.ts'
import * as store from './store.ts'
import * as words from './words.ts'

type SignUp = Static<typeof Acceptance>
type Joined = Static<typeof Accepted>

/** Shows an invitation before the person decides (J5). A dead link throws like one that never existed (M5). */
export async function lookAt(
  ctx: PublicContext,
  token: string,
): Promise<Static<typeof OfferShape>> {
  const invitation = await byToken(ctx, token, false)
  const [offer] = await offers(ctx, [invitation])
  if (!offer) throw new NotFound()
  const person = await personByEmail(ctx, invitation.emailKey)
  const { id: _, ...shown } = offer
  return {
    ...shown,
    account: person ? 'exists' : 'none',
    mine: person !== undefined && person.id === ctx.person?.id,
  }
}

/** The invitations that the asker can answer. */
export async function myInvitations(ctx: Context): Promise<Static<typeof MyInvitations>> {
  return { items: await offers(ctx, await store.addressedTo(ctx, ctx.person.id)) }
}

async function byToken(ctx: PublicContext, token: string, hold: boolean): Promise<Invitation> {
  return living(ctx, await store.byToken(ctx, hashOf(token), hold))
}

/** Throws when there is no invitation, or when its inviter may no longer invite. */
async function living(ctx: PublicContext, found: Invitation | undefined): Promise<Invitation> {
  if (!found || !(await powerOf(ctx, found))) throw new NotFound()
  return found
}

type Offer = Static<typeof MyInvitations>['items'][number]

/** The valid ones of these invitations, for responses; the shown data of all is read by a few statements. */
async function offers(ctx: PublicContext, invitations: Invitation[]): Promise<Offer[]> {
  const living: (Invitation & { gives: InvitedRole })[] = []
  for (const invitation of invitations) {
    const gives = await powerOf(ctx, invitation)
    if (gives) living.push({ ...invitation, gives })
  }
  const groups = byId(
    await store.outlines(
      ctx,
      living.flatMap(({ group }) => group ?? []),
    ),
  )
  const organizations = byId(
    await store.organizationNames(
      ctx,
      living.map(({ organizationId }) => organizationId),
    ),
  )
  const inviters = await cardsOf(
    ctx,
    living.map(({ invitedBy }) => invitedBy),
  )
  const prepared = Map.groupBy(
    await store.prepared(
      ctx,
      living.map(({ id }) => id),
    ),
    ({ invitation }) => invitation,
  )
  const credited = Map.groupBy(
    await creditedTo(
      ctx,
      living.map(({ id }) => id),
    ),
    ({ invitation }) => invitation,
  )
  return living.map((each) => ({
    id: each.id,
    kind: each.group ? 'group' : 'organization',
    email: each.email,
    group: (each.group && groups.get(each.group)) || null,
    groups: (prepared.get(each.id) ?? []).map(({ name }) => name),
    organization: { name: organizations.get(each.organizationId)?.name ?? '' },
    inviter: inviters.get(each.invitedBy)!,
    role: each.gives,
    orgRole: each.orgRole,
    message: each.message,
    language: each.language,
    expiresAt: each.expiresAt,
    starts: each.starts,
    discloses: [...disclosed],
    credited: (credited.get(each.id) ?? []).map(({ name, items, comments }) => {
      return { name, items, comments }
    }),
  }))
}

function byId<Id, T extends { id: Id }>(rows: T[]): Map<Id, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** Accepts by link: as the owner of the address, or by signing up with it, since the link proves ownership (M5, M6, X45). */
export async function acceptByToken(
  ctx: PublicContext,
  token: string,
  form: SignUp,
  reply: Reply,
): Promise<Joined> {
  const invitation = await byToken(ctx, token, true)
  const person = await personByEmail(ctx, invitation.emailKey)
  if (person) return join(await asOwner(ctx, person, invitation, form), invitation, person)
  const newcomer = await arrive(ctx, invitation, form, reply)
  return join(newcomer, invitation, await personThere(newcomer, invitation), true)
}

/** Accepts an invitation of the asker; nobody else can (X50). */
export async function acceptMine(ctx: Context, id: string): Promise<Joined> {
  const invitation = await mine(ctx, id)
  return join(ctx, invitation, await personThere(ctx, invitation))
}

async function mine(ctx: Context, id: string): Promise<Invitation> {
  return living(ctx, await store.addressedToOne(ctx, ctx.person.id, id))
}

async function personThere(ctx: PublicContext, { emailKey }: Invitation): Promise<Person> {
  const person = await personByEmail(ctx, emailKey)
  if (!person) throw new NotFound()
  return person
}

async function asOwner(
  ctx: PublicContext,
  person: Person,
  { email }: Invitation,
  form: SignUp,
): Promise<Context> {
  if (ctx.person?.id === person.id) return ctx as Context
  const signsUp = form.password !== undefined
  throw ctx.person && !signsUp ? words.otherAccount(email) : words.accountExists()
}

/** Creates the account of a colleague, or of a guest without an organization. */
async function arrive(
  ctx: PublicContext,
  invitation: Invitation,
  form: SignUp,
  reply: Reply,
): Promise<Context> {
  const { firstName, lastName, password, company } = form
  if (ctx.person && !firstName) throw words.otherAccount(invitation.email)
  if (!firstName) throw words.needed('body.firstName')
  if (!lastName) throw words.needed('body.lastName')
  if (!password) throw words.needed('body.password')
  const internal = invitation.group === null
  const { language = invitation.language, timeZone = 'UTC' } = form
  const organizationId = internal ? invitation.organizationId : null
  const id = await signUp(ctx, {
    email: invitation.email,
    firstName,
    lastName,
    password,
    company: internal ? '' : (company ?? ''),
    language,
    timeZone,
    organizationId,
    orgRole: invitation.orgRole,
    planId: invitation.planId,
  }).catch(refuseTaken)
  const asker: Omit<Asker, 'privateSpace'> = {
    id,
    organizationId,
    orgRole: invitation.orgRole,
    language,
    timeZone,
    sessionId: '',
  }
  const newcomer = { ...ctx, language, person: asker as Asker }
  const privateSpace = await createPrivateSpace(newcomer, id, organizationId)
  await startSession(ctx, id, reply)
  return { ...newcomer, person: { ...asker, privateSpace } }
}

/** Another invitation to the same address was accepted concurrently, so the account exists by now. */
function refuseTaken(error: unknown): never {
  const taken = error instanceof Invalid && error.fields.some(({ field }) => field === 'body.email')
  throw taken ? words.accountExists() : error
}

/** Lets the person in, once: the row of the invitation is locked, so a concurrent second call finds it answered (M5). */
async function join(
  ctx: Context,
  invitation: Invitation,
  person: Person,
  isNew = false,
): Promise<Joined> {
  await store.markAccepted(ctx, invitation.id, person.id)
  if (invitation.group) {
    await lockFamily(ctx, invitation.group)
    const role = await powerOf(ctx, invitation)
    if (!role) throw new NotFound()
    const broughtBy = invitation.invitedBy
    const starts = invitation.starts === null ? null : new Date(invitation.starts)
    const admission = { role, how: 'invited', broughtBy, starts } as const
    const waits = (await admit(ctx, invitation.group, person.id, admission)) === 'waiting'
    await recognize(ctx, invitation.group, invitation.emailKey, person.id)
    if (!waits && starts && starts > ctx.now) return { group: null, full: [], waiting: [] }
    return waits
      ? { group: null, full: [], waiting: [(await groupRow(ctx, invitation.group)).name] }
      : { group: invitation.group, full: [], waiting: [] }
  }
  const comes = isNew || person.organizationId === null
  const joined = await joinOrganization(ctx, invitation, person)
  if (comes) await recordArrival(ctx, person.id, invitation)
  return joined
}

async function joinOrganization(
  ctx: Context,
  invitation: Invitation,
  person: Person,
): Promise<Joined> {
  if (person.organizationId && person.organizationId !== invitation.organizationId)
    throw words.belongsElsewhere()
  if (!person.organizationId) {
    if (invitation.orgRole === 'admin' || invitation.orgRole === 'manager')
      await leaveWhatGovernanceGave(ctx, person.id)
    await store.makeInternal(ctx, person.id, invitation)
    ctx.db.afterCommit(() => ctx.house.live.recheck(person.id))
  }
  return joinPrepared(ctx, invitation, person.id)
}

/** Ends memberships in private groups that other people who govern gave to a person who now governs too (M3). */
async function leaveWhatGovernanceGave(ctx: Context, person: PersonId): Promise<void> {
  const groups = await heldByGovernance(ctx, person)
  if (groups.length > 0) await lockFamily(ctx, ...groups.map(({ id }) => id))
  for (const { id } of groups) await remove(ctx, id, person, 'removed')
}

/** Joins the prepared groups that the inviter may still give and whose administrator's plan allows one more member. */
async function joinPrepared(
  ctx: Context,
  invitation: Invitation,
  person: PersonId,
): Promise<Joined> {
  const prepared = await store.prepared(ctx, [invitation.id])
  if (prepared.length > 0) await lockFamily(ctx, ...prepared.map(({ group }) => group))
  const [full, waiting]: string[][] = [[], []]
  let first: SpaceId | null = null
  for (const each of prepared) {
    const role = await powerToPrepare(ctx, invitation, each)
    const came = role && (await admitted(ctx, each.group, person, role, invitation.invitedBy))
    if (came) await recognize(ctx, each.group, invitation.emailKey, person)
    if (came === 'waiting') waiting!.push(each.name)
    else if (came) first ??= each.group
    else full!.push(each.name)
  }
  if (full!.length > 0) await mailNoRoom(ctx, invitation, person, full!)
  return { group: first, full: full!, waiting: waiting! }
}

/** Admits a person to a prepared group; returns false when it is full. Its administrator is told whom governance adds (M3). */
async function admitted(
  ctx: Context,
  group: SpaceId,
  person: PersonId,
  role: InvitedRole,
  broughtBy: PersonId,
): Promise<'joined' | 'already-member' | 'waiting' | false> {
  try {
    return await store.allOrNothing(ctx, async () => {
      const came = await admit(ctx, group, person, { role, how: 'invited', broughtBy })
      const { administrator } = await groupRow(ctx, group)
      if (came === 'joined' && administrator !== broughtBy)
        await tellAdministrator(ctx, 'governed-prepared', group, [person])
      return came
    })
  } catch (error) {
    if (error instanceof LimitReached || error instanceof Conflict) return false
    throw error
  }
}

export async function declineByToken(
  ctx: PublicContext,
  token: string,
  block: boolean,
): Promise<void> {
  await decline(ctx, await byToken(ctx, token, true), block)
}

export async function declineMine(ctx: Context, id: string, block: boolean): Promise<void> {
  await decline(ctx, await mine(ctx, id), block)
}

/** Declines an invitation, and optionally blocks the inviter, who is not told of that (J5). */
async function decline(ctx: PublicContext, invitation: Invitation, block: boolean): Promise<void> {
  await store.markDeclined(ctx, invitation.id)
  if (block) await store.block(ctx, invitation.emailKey, invitation.invitedBy)
  if (invitation.group)
    await recordInvitation(ctx, invitationDeclined, invitation.group, invitation)
  else await recordColleague(ctx, invitationDeclined, invitation)
}

/** The inviters whom the asker has blocked. */
export async function blockedInviters(ctx: Context) {
  const ids = (await store.blockedBy(ctx, ctx.person.id)).map(({ id }) => id)
  const cards = await cardsOf(ctx, ids)
  return { items: ids.map((id) => cards.get(id)!) }
}

export async function unblock(ctx: Context, inviter: PersonId): Promise<void> {
  if (!(await store.unblock(ctx, ctx.person.id, inviter))) throw new NotFound()
}
