import type { Authorized } from '../../access/authorized.ts'
import { authorizeGroup, type Group } from '../../access/groups.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { storageUsed } from '../spaces/spaces.ts'
import { groupRow } from './capacity.ts'
import { accessLevelOf, type GroupRow } from './group.ts'
import { settingsIn } from './groups.ts'
import type { Directory, GroupShape, History } from './schema.ts'
import * as store from './store.ts'

type Answer = Static<typeof GroupShape>

/** A group as its asker sees it: all of it inside, an outline from outside (G4, J5, M3). */
export async function groupAnswer(ctx: Context, id: SpaceId): Promise<Answer> {
  const group = await authorizeGroup(ctx, 'see', id)
  const row = await groupRow(ctx, id)
  const heads = await store.heads(ctx, id)
  const mine = await store.mine(ctx, id, ctx.person.id)
  const administrator = (await cardsOf(ctx, [row.administrator], row.organizationId)).get(
    row.administrator,
  )!
  const inside = group.role !== null
  return {
    ...outline(row, onlyGoverns(group)),
    settings: inside ? settingsIn(row) : null,
    administrator,
    ...heads,
    role: group.role,
    why: mine.via.map((via) => (via.id === id ? 'direct' : { group: via })),
    may: group.may,
    capacity:
      inside || group.governs ? await capacity(ctx, row, heads.members, administrator) : null,
    myRequest: mine.request,
    myInvitation: mine.invitation,
    guide: group.role === 'administrator' ? await guide(ctx, row) : null,
  }
}

/** Who only governs sees name, administrator, size and plan use of a group that is not listed; nothing of its subject (M3). */
function onlyGoverns(group: Group): boolean {
  return group.role === null && !group.invited && group.listed === 'no'
}

function outline(row: GroupRow, bare: boolean) {
  const { id, name, handle, hue, language, activity, template, createdAt, archivedAt } = row
  return {
    ...{ id, name, handle, hue, language, activity, template, createdAt, archivedAt },
    objective: bare ? '' : row.objective,
    picture: bare ? null : pictureOf(row),
    sector: bare ? null : row.sector,
    startsOn: bare ? null : row.startsOn,
    endsOn: bare ? null : row.endsOn,
    accessLevel: accessLevelOf(row),
  }
}

export function pictureOf({ id, picture }: { id: SpaceId; picture: string | null }): string | null {
  return picture && `/api/groups/${id}/picture/${picture}`
}

async function capacity(ctx: Context, row: GroupRow, members: number, planOfWhom: Card) {
  const plan = await planOf(ctx, row.administrator)
  return {
    members: { used: members, allowed: plan.maxMembers },
    storage: { used: await storageUsed(ctx, row.id), allowed: plan.groupStorage },
    guestsAllowed: row.guestsAllowed && row.organizationAllowsGuests && plan.guestsAllowed,
    planOf: planOfWhom,
  }
}

async function guide(ctx: Context, row: GroupRow): Promise<Answer['guide']> {
  return { dismissed: row.guideDismissedAt !== null, ...(await store.guideSteps(ctx, row.id)) }
}

/** Who did what to the group and its members, newest first (M3). */
export async function groupHistory(
  ctx: Context,
  group: Authorized<Group, 'seeHistory'>,
  { after, limit = 50 }: { after?: string | undefined; limit?: number | undefined },
): Promise<Static<typeof History>> {
  const before = Number(cursor<[number]>(after)?.[0])
  const rows = await store.history(
    ctx,
    group.id,
    Number.isSafeInteger(before) ? before : null,
    limit + 1,
  )
  const page = pageOf(rows, limit, (last) => [last.seq])
  const actors = page.items
    .map(({ actorId }) => actorId)
    .filter((id): id is PersonId => id !== null)
  const cards = await cardsOf(ctx, actors, group.organizationId)
  return {
    next: page.next,
    items: page.items.map(({ actorId, ...act }) => ({
      ...act,
      actor: (actorId && cards.get(actorId)) || null,
    })),
  }
}

/** The listed groups of the asker's organization (J1). */
export async function groupDirectory(
  ctx: Context,
  organization: Authorized<Organization, 'belong'>,
  {
    search = '',
    after,
    limit = 50,
  }: { search?: string | undefined; after?: string | undefined; limit?: number | undefined },
): Promise<Static<typeof Directory>> {
  const rows = await store.directory(ctx, organization.id, {
    search: search.trim(),
    after: nameCursor(after),
    limit: limit + 1,
  })
  const page: Page<store.DirectoryRow> = pageOf(rows, limit, (last) => [last.key, last.id])
  const cards = await cardsOf(
    ctx,
    page.items.map((row) => row.administrator),
    organization.id,
  )
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      name: row.name,
      objective: row.objective,
      hue: row.hue,
      picture: pictureOf(row),
      accessLevel: accessLevelOf(row),
      administrator: cards.get(row.administrator)!,
      members: row.members,
      mine: row.mine,
    })),
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function nameCursor(after: string | undefined): [string, string] | undefined {
  const [name, id] = cursor<unknown[]>(after) ?? []
  return typeof name === 'string' && typeof id === 'string' && uuid.test(id)
    ? [name, id]
    : undefined
}
