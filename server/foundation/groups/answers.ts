import { authorizeGroup, type Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { storageSeen } from '../spaces/spaces.ts'
import { groupRow } from './capacity.ts'
import { accessLevelOf, type GroupRow } from './group.ts'
import { settingsIn } from './groups.ts'
import type { GroupShape } from './schema.ts'
import * as store from './store.ts'

type Answer = Static<typeof GroupShape>

/** A group as the asker sees it: in full for members, an outline for others (G4, J5, M3). */
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
    guestsEnding:
      inside && heads.guests > 0 && row.guestsInside
        ? { inside: row.guestsInside, on: row.guestsLeaveAt }
        : null,
    myRequest: mine.request,
    myInvitation: group.invited ? mine.invitation : null,
    myRefusal: mine.refusal,
    myConsent: group.may.comeThrough ? { through: mine.through, declined: mine.declined } : null,
    guide: group.role === 'administrator' ? await guide(ctx, row) : null,
  }
}

/** People who only govern see name, administrator, size and plan use of an unlisted group, not its subject (M3). */
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
    tools: bare ? [] : row.tools,
  }
}

export function pictureOf({ id, picture }: { id: SpaceId; picture: string | null }): string | null {
  return picture && `/api/groups/${id}/picture/${picture}`
}

async function capacity(ctx: Context, row: GroupRow, members: number, planOfWhom: Card) {
  const plan = await planOf(ctx, row.administrator)
  return {
    members: { used: members, allowed: plan.maxMembers },
    storage: { used: await storageSeen(ctx, row.id, ctx.person.id), allowed: plan.groupStorage },
    guestsAllowed: row.guestsAllowed && row.organizationAllowsGuests && plan.guestsAllowed,
    planOf: planOfWhom,
  }
}

async function guide(ctx: Context, row: GroupRow): Promise<Answer['guide']> {
  return { dismissed: row.guideDismissedAt !== null, ...(await store.guideSteps(ctx, row.id)) }
}
