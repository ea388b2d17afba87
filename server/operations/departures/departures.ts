import type { Acquaintance } from '../../access/people.ts'
import { governAlone, waitForGovernment } from '../../foundation/organizations/government.ts'
import { deactivate, reactivate } from '../../foundation/organizations/internals.ts'
import { recordAboutPerson } from '../../foundation/people/events.ts'
import * as store from '../../foundation/people/going-store.ts'
import { emailKey, personById } from '../../foundation/people/people.ts'
import { publicAddress } from '../../kernel/config.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import { sendMail } from '../../kernel/mailer.ts'
import * as words from './words.ts'
import {
  personDeletionAsked,
  personDeletionTakenBack,
} from '../../foundation/organizations/events.ts'

const day = 86_400_000

export interface Departure {
  dueAt: string | null
  /** The person asked for it, so they can take it back. */
  mine: boolean
  /** Groups that need another administrator first. */
  groups: { id: string; name: string }[]
}

export async function myDeparture(ctx: Context): Promise<Departure> {
  const found = await store.deletion(ctx, ctx.person.id)
  return {
    dueAt: found?.dueAt ?? null,
    mine: found?.askedBy === ctx.person.id,
    groups: await store.administeredGroups(ctx, ctx.person.id),
  }
}

/** Asks for the deletion of one's own account, confirmed by typing; nothing happens before the due date (O9). */
export async function askToGo(ctx: Context, confirm: string): Promise<{ dueAt: string }> {
  const me = await personById(ctx, ctx.person.id)
  if (emailKey(confirm) !== emailKey(me.email)) throw words.notYourAddress()
  if (me.organizationId) await waitForGovernment(ctx, me.organizationId, me.id)
  if (await store.isLastAdmin(ctx, me.id)) throw words.lastAdmin()
  const due = await begin(ctx, me.id)
  const url = `${publicAddress(ctx.house.config)}/me`
  await sendMail(ctx, {
    to: me.email,
    person: me.id,
    organization: me.organizationId,
    kind: 'account-deletion',
    language: me.language,
    letter: words.deletionLetter(me.firstName, { due, timeZone: me.timeZone }, url)[me.language],
  })
  return { dueAt: due.toISOString() }
}

async function begin(ctx: Context, person: PersonId): Promise<Date> {
  const groups = await store.administeredGroups(ctx, person)
  if (groups.length > 0) throw words.administersGroups(groups.map(({ name }) => name))
  const due = new Date(ctx.now.getTime() + ctx.house.config.deletionDays * day)
  await store.askDeletion(ctx, person, ctx.person.id, due)
  await recordAboutPerson(ctx, person, personDeletionAsked, {})
  return new Date((await store.deletion(ctx, person))!.dueAt)
}

/** Cancels a deletion that the person asked for; only an admin can cancel one that an admin decided. */
export async function stayAfterAll(ctx: Context): Promise<void> {
  const found = await store.deletion(ctx, ctx.person.id)
  if (found?.askedBy !== ctx.person.id) throw new NotFound()
  await store.takeDeletionBack(ctx, ctx.person.id)
  await recordAboutPerson(ctx, ctx.person.id, personDeletionTakenBack, {})
}

/** Stops the account immediately; the rest is deleted on the due date (O9). */
export async function letGo(
  ctx: Context,
  organization: OrganizationId,
  person: Acquaintance,
): Promise<{ dueAt: string }> {
  if (person.id === ctx.person.id) throw words.notYourself()
  await governAlone(ctx, organization)
  const due = await begin(ctx, person.id)
  await deactivate(ctx, organization, person)
  return { dueAt: due.toISOString() }
}

export async function takeBackIn(
  ctx: Context,
  organization: OrganizationId,
  person: Acquaintance,
): Promise<void> {
  await governAlone(ctx, organization)
  if (!(await store.takeDeletionBack(ctx, person.id))) throw new NotFound()
  await recordAboutPerson(ctx, person.id, personDeletionTakenBack, {})
  await reactivate(ctx, organization, person)
}
