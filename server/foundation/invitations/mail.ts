import type { Context, PublicContext } from '../../kernel/context.ts'
import { publicAddress } from '../../kernel/config.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Letter } from '../../kernel/letter.ts'
import { holdRepeated, takeBackMail } from '../../kernel/held-mail.ts'
import { sendMail } from '../../kernel/mailer.ts'
import { isKeptOutFrom } from '../membership/governance.ts'
import { cardOf } from '../people/cards.ts'
import { mailsADay, type Invitation } from './invitation.ts'
import { colleagueLetter, groupLetter, noRoomLetter } from './letters.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** Counts mails of the asker before they are sent; throws above the limit of a day (X109). */
export async function takeMails(ctx: Context, more: number): Promise<void> {
  if (more === 0) return
  const { organizationId, orgRole, id } = ctx.person
  const governs = orgRole === 'admin' || orgRole === 'manager'
  const most = governs
    ? mailsADay.byGovernor
    : organizationId
      ? mailsADay.byInternal
      : mailsADay.byGuest
  const { count, secondsLeft } = await store.countMails(ctx, `invite:by:${id}`, more)
  if (count > most) throw words.enoughForToday(secondsLeft)
}

/** Seconds to wait until this asker may write to this address again; 0 when now. */
export async function takeMailTo(ctx: Context, emailKey: string): Promise<number> {
  const { count, secondsLeft } = await store.countMails(
    ctx,
    `invite:${ctx.person.id}:${emailKey}`,
    1,
  )
  return count > mailsADay.toOne ? Math.max(1, secondsLeft) : 0
}

/** Counts one mail in a window of a day, for other slices that send mails on a person's request (X109). */
export function countMail(
  ctx: PublicContext,
  key: string,
): Promise<{ count: number; secondsLeft: number }> {
  return store.countMails(ctx, key, 1)
}

/** The data of a letter besides the invitation itself; read once for many letters. */
export interface About {
  inviter: string
  organization: string
  group: { name: string; objective: string } | null
}

/** Reads the names of the inviter and of the group or the organization. */
export async function about(
  ctx: Context,
  invitation: Pick<Invitation, 'invitedBy' | 'group' | 'organizationId'>,
): Promise<About> {
  const inviter = await cardOf(ctx, invitation.invitedBy)
  const name = `${inviter.firstName} ${inviter.lastName}`.trim()
  if (!invitation.group) {
    const [organization] = await store.organizationNames(ctx, [invitation.organizationId])
    return { inviter: name, organization: organization?.name ?? '', group: null }
  }
  const [group] = await store.outlines(ctx, [invitation.group])
  return { inviter: name, organization: inviter.organization, group: group ?? null }
}

/**
 * Mails an invitation. Silently skips people who have blocked the inviter or are kept out of the group, and addresses over the
 * limit of all inviters.
 */
export async function mailInvitation(
  ctx: Context,
  invitation: Invitation,
  said: About,
  token: string,
  known: store.Known | undefined,
): Promise<void> {
  if (known?.stopped) return
  if (await store.hasBlocked(ctx, invitation.emailKey, invitation.invitedBy)) return
  const { group, emailKey, invitedBy } = invitation
  if (group && (await isKeptOutFrom(ctx, group, emailKey, invitedBy))) return
  const { count } = await store.countMails(ctx, `invited:${invitation.emailKey}`, 1)
  if (count > mailsADay.toOneByAll) return
  const language = known?.language ?? invitation.language
  const mail = {
    to: known?.email ?? invitation.email,
    person: known?.person,
    organization: invitation.organizationId,
    kind: invitation.group ? 'group-invitation' : 'organization-invitation',
    language,
    letter: await letterOf(ctx, invitation, said, token, language),
  }
  if (invitation.timesSent === 1) return holdRepeated(ctx, mail, { about: matterOf(invitation) })
  await takeBackInvitation(ctx, invitation) // its link is dead
  await sendMail(ctx, mail)
}

/** Cancels a mail that is still held back. */
export function takeBackInvitation(ctx: Context, invitation: Invitation): Promise<void> {
  return takeBackMail(ctx, matterOf(invitation))
}

function matterOf({ group, organizationId, emailKey }: Invitation): string {
  return `invitation:${group ?? organizationId}:${emailKey}`
}

async function letterOf(
  ctx: Context,
  invitation: Invitation,
  { inviter, organization, group }: About,
  token: string,
  language: Language,
): Promise<Letter> {
  const said = {
    inviter,
    organization,
    to: invitation.email,
    message: invitation.message,
    url: `${publicAddress(ctx.house.config)}/invitations/${token}`,
    expires: new Date(invitation.expiresAt),
    reminder: invitation.timesSent > 1,
  }
  if (group) {
    const starts = invitation.starts === null ? null : new Date(invitation.starts)
    return groupLetter(language, {
      ...said,
      ...{ group: group.name, objective: group.objective, starts },
    })
  }
  const groups = await store.prepared(ctx, [invitation.id])
  return colleagueLetter(language, { ...said, groups: groups.map(({ name }) => name) })
}

/** Tells the inviter of a colleague which prepared groups were full. */
export async function mailNoRoom(
  ctx: PublicContext,
  invitation: Invitation,
  newcomer: PersonId,
  groups: string[],
): Promise<void> {
  const { firstName, lastName } = await cardOf(ctx, newcomer)
  const inviter = await cardOf(ctx, invitation.invitedBy)
  if (!inviter.email) return
  await sendMail(ctx, {
    to: inviter.email,
    person: inviter.id,
    organization: invitation.organizationId,
    kind: 'prepared-groups-full',
    language: invitation.language,
    letter: noRoomLetter(invitation.language, {
      person: `${firstName} ${lastName}`.trim(),
      groups,
      url: publicAddress(ctx.house.config),
    }),
  })
}
