import { randomInt } from 'node:crypto'
import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Organization } from '../../access/organizations.ts'
import { bitsOfLevel } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import type { TemplateKey } from '../../kernel/group-templates.ts'
import { newId, type OrganizationId, type SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { lookOf } from '../../kernel/lookalikes.ts'
import { folded } from '../../kernel/plain-text.ts'
import { hueOf } from '../spaces/space.ts'
import { createGroupSpace } from '../spaces/spaces.ts'
import { groupRow, mustAllowGuests, mustHold, takeOneMoreGroup } from './capacity.ts'
import { followDefault } from './default-rights.ts'
import {
  groupArchived,
  groupChanged,
  groupCreated,
  groupDeleted,
  groupRenamed,
  groupUnarchived,
  recordInGroup,
} from './events.ts'
import {
  defaultLevelOf,
  handleOf,
  presetsOf,
  type Description,
  type GroupRow,
  type Settings,
} from './group.ts'
import type { ChangedGroup, NewGroup } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** Creates a group without members: `membership/founding.ts` adds its administrator in the same transaction (G1, G2). */
export async function createGroup(
  ctx: Context,
  organization: Authorized<Organization, 'createGroups'>,
  input: Static<typeof NewGroup>,
): Promise<SpaceId> {
  await takeOneMoreGroup(ctx, ctx.person.id)
  return makeGroup(ctx, organization, input, newId())
}

/** The same without the lock on its creator, so that slow work blocks nobody. The caller checks the creator's plan at the end. */
export async function makeGroup(
  ctx: Context,
  organization: Authorized<Organization, 'createGroups'>,
  input: Static<typeof NewGroup>,
  id: SpaceId,
): Promise<SpaceId> {
  const { name, template, hue, language = ctx.language } = input
  const settings = settingsOf(ctx, template, input.settings)
  // What it begins with is named in the language of the group, not of its creator.
  await createGroupSpace(
    { ...ctx, language },
    {
      id,
      organizationId: organization.id,
      hue: hue ?? hueOf(name),
      defaultRights: bitsOfLevel[settings.defaultRights],
      creator: ctx.person.id,
    },
  )
  await insert(ctx, organization.id, id, {
    ...describe(ctx, input),
    ...settings,
    template,
    defaultRights: bitsOfLevel[settings.defaultRights],
  })
  await takeName(ctx, organization.id, name, id)
  await recordInGroup(ctx, id, groupCreated, { name: name.trim(), template })
  return id
}

type Newborn = Omit<
  Parameters<typeof store.insertGroup>[1],
  'id' | 'organizationId' | 'handle' | 'createdBy'
>

/** Tries handles until one is free: the name alone, then with random letters, which reveal no number of groups (G4). */
async function insert(
  ctx: Context,
  organizationId: OrganizationId,
  id: SpaceId,
  group: Newborn,
): Promise<void> {
  const wish = handleOf(group.name)
  const made = { ...group, id, organizationId, createdBy: ctx.person.id }
  for (let handle = wish; ; handle = `${wish}-${lettersByChance()}`)
    if (await store.insertGroup(ctx, { ...made, handle })) return
}

function lettersByChance(): string {
  return randomInt(36 ** 4)
    .toString(36)
    .padStart(4, '0')
}

async function takeName(
  ctx: Context,
  organization: OrganizationId,
  name: string,
  group: SpaceId,
): Promise<void> {
  if (!(await store.reserveNames(ctx, organization, keysOf(name), group))) throw words.nameTaken()
}

/** Refuses a taken name early. The final check is the reservation of the name. */
export async function refuseTakenName(
  ctx: Context,
  organization: Authorized<Organization, 'createGroups'>,
  name: string,
): Promise<void> {
  if (await store.nameTaken(ctx, organization.id, keysOf(name))) throw words.nameTaken()
}

/** The keys of a name: its folded form and its look, so that no group can imitate the name of another (X107). */
function keysOf(name: string): string[] {
  const key = folded(name)
  if (key === '') throw words.nameEmpty()
  return [key, `≈${lookOf(name)}`]
}

function describe(ctx: Context, input: Static<typeof NewGroup>): Description {
  return checkedDescription({
    name: input.name.trim(),
    objective: input.objective?.trim() ?? '',
    language: input.language ?? ctx.language,
    activity: input.activity ?? 'business',
    sector: input.sector ?? null,
    startsOn: input.startsOn ?? null,
    endsOn: input.endsOn ?? null,
  })
}

/** A sector belongs to a business; an end comes after its start (G1). */
function checkedDescription<D extends Description>(description: D): D {
  const { startsOn, endsOn, activity } = description
  if (startsOn && endsOn && endsOn < startsOn) throw words.endsBeforeItStarts()
  return activity === 'business' ? description : { ...description, sector: null }
}

type SomeSettings = Partial<Settings>

function settingsOf(ctx: Context, template: TemplateKey, wishes: SomeSettings = {}): Settings {
  return decided(ctx, presetsOf(template, ctx.house.tools), wishes)
}

/**
 * The settings after a change. Settings that only a listed group may have are reset with the listing, and refused when asked for
 * without it (G3).
 */
function decided(ctx: Context, before: Settings, wishes: SomeSettings): Settings {
  const after = { ...before, ...wishes }
  const unknown = wishes.tools?.find((tool) => !ctx.house.tools.some(({ name }) => name === tool))
  if (unknown !== undefined) throw words.unknownTool(unknown)
  const tools = [...new Set(after.tools)]
  if (after.listed !== 'no') return { ...after, tools }
  if (wishes.joining !== undefined && wishes.joining !== 'invitation')
    throw words.needsListing('joining')
  if (wishes.memberListPublished) throw words.needsListing('memberListPublished')
  return { ...after, tools, joining: 'invitation', memberListPublished: false }
}

/** Changes the fields of a group that were sent, and no others (G2, G3, M6). */
export async function changeGroup(
  ctx: Context,
  group: Authorized<Group, 'changeSettings'>,
  input: Static<typeof ChangedGroup>,
): Promise<void> {
  const before = await groupRow(ctx, group.id)
  const { settings: wishes = {}, hue, ...texts } = input
  const settings = decided(ctx, settingsIn(before), wishes)
  const after: GroupRow = checkedDescription({
    ...before,
    ...trimmed(texts),
    ...settings,
    hue: hue ?? before.hue,
    defaultRights: wishes.defaultRights ? bitsOfLevel[wishes.defaultRights] : before.defaultRights,
  })
  await mayAdmitGuests(ctx, before, after)
  if (after.name !== before.name) await rename(ctx, group, before, after.name)
  await store.updateGroup(ctx, group.id, after)
  if (after.hue !== before.hue) await store.setHue(ctx, group.id, after.hue)
  if (after.defaultRights !== before.defaultRights)
    await followDefault(ctx, group.id, before.defaultRights, after.defaultRights)
  await recordDifferences(ctx, before, after)
  if (reachChanged(before, after)) ctx.db.afterCommit(() => ctx.house.live.recheckSpace(group.id))
}

function trimmed<T extends { name?: string; objective?: string }>(texts: T): T {
  return {
    ...texts,
    ...(texts.name !== undefined && { name: texts.name.trim() }),
    ...(texts.objective !== undefined && { objective: texts.objective.trim() }),
  }
}

async function rename(
  ctx: Context,
  group: Authorized<Group, 'changeSettings'>,
  before: GroupRow,
  name: string,
): Promise<void> {
  if (!group.may.rename) throw words.namesMayNotChange()
  await takeName(ctx, before.organizationId, name, group.id)
  await recordInGroup(ctx, group.id, groupRenamed, { from: before.name, to: name })
}

async function mayAdmitGuests(ctx: Context, before: GroupRow, after: GroupRow): Promise<void> {
  if (after.guestsAllowed === before.guestsAllowed) return
  if (after.guestsAllowed) return mustAllowGuests(ctx, before)
  const guests = await store.guestsIn(ctx, before.id)
  if (guests.length > 0)
    throw words.guestsInside(guests.map((each) => `${each.firstName} ${each.lastName}`))
}

/** Whether a change affects access: the tools that of all members, the history horizon that of newcomers (G5, G11). */
function reachChanged(before: GroupRow, after: GroupRow): boolean {
  return (
    before.tools.toSorted().join() !== after.tools.toSorted().join() ||
    before.historyHorizon !== after.historyHorizon
  )
}

const recorded = [
  'objective',
  'language',
  'activity',
  'sector',
  'startsOn',
  'endsOn',
  'hue',
  'listed',
  'memberListPublished',
  'joining',
  'whoInvites',
  'guestsAllowed',
  'tools',
  'notifications',
  'defaultRights',
  'historyHorizon',
] as const

async function recordDifferences(ctx: Context, before: GroupRow, after: GroupRow): Promise<void> {
  const changed = recorded.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
  if (changed.length === 0) return
  const fields = Object.fromEntries(
    changed.map((field) => [field, { from: before[field], to: after[field] }]),
  )
  await recordInGroup(ctx, before.id, groupChanged, { fields })
}

export function settingsIn(row: GroupRow): Settings {
  return {
    listed: row.listed,
    memberListPublished: row.memberListPublished,
    joining: row.joining,
    whoInvites: row.whoInvites,
    guestsAllowed: row.guestsAllowed,
    tools: row.tools,
    notifications: row.notifications,
    defaultRights: defaultLevelOf(row.defaultRights),
    historyHorizon: row.historyHorizon,
  }
}

/** Makes a group read-only for everybody; it no longer counts towards its administrator's plan (G6). */
export async function archiveGroup(
  ctx: Context,
  group: Authorized<Group, 'archive'>,
): Promise<void> {
  await store.archive(ctx, group.id, ctx.person.id)
  await recordInGroup(ctx, group.id, groupArchived, {})
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(group.id))
}

/** Reactivates an archived group, if it fits into its administrator's plan (G6). */
export async function unarchiveGroup(
  ctx: Context,
  group: Authorized<Group, 'unarchive'>,
): Promise<void> {
  const row = await groupRow(ctx, group.id)
  await mustHold(ctx, row, row.administrator, 'anew')
  await store.unarchive(ctx, group.id)
  await recordInGroup(ctx, group.id, groupUnarchived, {})
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(group.id))
}

/** Deletes a group for everybody; its rows stay, so that it can be restored. Refuses while it has other members (G7). */
export async function deleteGroup(ctx: Context, group: Authorized<Group, 'delete'>): Promise<void> {
  const { members } = await store.heads(ctx, group.id)
  if (members > 1) throw words.notAlone(members - 1)
  await store.markDeleted(ctx, group.id, ctx.person.id)
  await recordInGroup(ctx, group.id, groupDeleted, { name: group.name })
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(group.id))
}

export async function dismissGuide(
  ctx: Context,
  group: Authorized<Group, 'changeSettings'>,
): Promise<void> {
  await store.dismissGuide(ctx, group.id)
}
