import type { Context, PublicContext } from '../kernel/context.ts'
import { Forbidden, NotFound } from '../kernel/errors.ts'
import type { OrganizationId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Authorized } from './authorized.ts'

export type GroupRole = 'administrator' | 'co-administrator' | 'moderator' | 'member'

/** The acts on a group as a group: membership and governance. None of them gives access to content (M3). */
export const groupActs = [
  'see',
  'enter',
  'seeMembers',
  'invite',
  'add',
  'approve',
  'removeMembers',
  'setRoles',
  'changeSettings',
  'rename',
  'handOver',
  'questionSeat',
  'answerSeat',
  'archive',
  'unarchive',
  'delete',
  'govern',
  'join',
  'askToJoin',
  'comeThrough',
  'leave',
  'nest',
  'seeHistory',
  'viewAs',
  'export',
] as const
export type GroupAct = (typeof groupActs)[number]

/** All facts about a group and the asker that the rules need. */
export interface Group {
  id: SpaceId
  organizationId: OrganizationId
  name: string
  listed: 'no' | 'organization' | 'everyone'
  joining: 'open' | 'request' | 'invitation'
  whoInvites: 'administrator' | 'moderators' | 'members'
  memberListPublished: boolean
  guestsAllowed: boolean
  archived: boolean
  /** The asker is a guest in a group where guests may only read (O5). */
  onlyReads: boolean
  namesMayChange: boolean
  addingAllowed: boolean
  /** The asker's best role in it, by any kind of membership; null when not a member. */
  role: GroupRole | null
  /** The asker is a direct member; otherwise their membership comes through a nested group. */
  direct: boolean
  internal: boolean
  /**
   * The asker belongs to another organization: they find groups that are listed for everyone, and may join where guests are
   * welcome (J2, J3).
   */
  neighbour: boolean
  guestsWelcome: boolean
  /** The asker governs the group's organization (admin or manager). */
  governs: boolean
  /** They were removed and cannot rejoin on their own (J7). */
  keptOut: boolean
  /** There is an invitation from somebody who may still invite (M5, I8). */
  invited: boolean
  /**
   * A group of theirs is nested in this one: they were asked to confirm their membership, or left it and may come back (G9,
   * M4).
   */
  awaited: boolean
  may: Record<GroupAct, boolean>
}

/** Finds a group if the asker may do this with it; a private group looks like one that does not exist (G4, A10). */
export async function authorizeGroup<A extends GroupAct>(
  ctx: Context,
  act: A,
  id: SpaceId,
): Promise<Authorized<Group, A>> {
  const group = await groupAsSeen(ctx, ctx.person.id, id)
  if (!group?.may.see) throw new NotFound()
  if (!group.may[act]) throw new Forbidden(group.archived ? 'archived' : 'forbidden')
  return group as Authorized<Group, A>
}

/**
 * The group with the acts that this person may do (database/access/8); undefined when there is none. Also for rules about
 * another person (an inviter, M5). A group that does not exist runs the same queries as a hidden one, so that timing reveals
 * nothing (G4).
 */
export async function groupAsSeen(
  ctx: PublicContext,
  who: PersonId,
  id: SpaceId,
): Promise<Group | undefined> {
  return (await groupsAsSeen(ctx, who, [id])).get(id)
}

/** The same for several groups, in one statement. */
export async function groupsAsSeen(
  ctx: PublicContext,
  who: PersonId,
  ids: SpaceId[],
): Promise<Map<SpaceId, Group>> {
  const rows = await ctx.db.rows<Group>({
    name: 'access-group',
    text: `select g.id, ${facts}, jsonb_build_object(${acts}) as may
      from unnest($2::uuid[]) as asked (id) cross join lateral group_as_seen($1, asked.id) g`,
    values: [who, ids],
  })
  return new Map(rows.filter(({ id }) => id !== null).map((group) => [group.id, group]))
}

const facts = [
  ...[
    'organizationId',
    'name',
    'listed',
    'joining',
    'whoInvites',
    'memberListPublished',
    'guestsAllowed',
    'archived',
  ],
  ...[
    'onlyReads',
    'namesMayChange',
    'addingAllowed',
    'role',
    'direct',
    'internal',
    'neighbour',
    'guestsWelcome',
  ],
  ...['governs', 'keptOut', 'invited', 'awaited'],
]
  .map((fact) => `g.${snake(fact)} as "${fact}"`)
  .join(', ')
const acts = groupActs.map((act) => `'${act}', g.may_${snake(act)}`).join(', ')

function snake(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
