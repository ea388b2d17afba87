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

/** The rules of SPEC G3, G4, J3, J4, J7, M1 to M4, M7, as one table. */
function may(g: Omit<Group, 'may'>): Record<GroupAct, boolean> {
  const member = g.role !== null
  const administrator = g.role === 'administrator'
  const helps = g.role === 'co-administrator' || g.role === 'moderator'
  const live = !g.archived && !g.onlyReads
  const listed =
    (g.listed === 'organization' && g.internal) ||
    (g.listed === 'everyone' && (g.internal || g.neighbour || member))
  const mayCome = g.internal || (g.neighbour && g.guestsWelcome)
  const see = member || g.governs || g.invited || g.awaited || listed
  const inviting =
    administrator ||
    (helps && g.whoInvites !== 'administrator') ||
    (member && g.whoInvites === 'members')
  return {
    see,
    enter: member,
    seeMembers: member || g.governs || (listed && g.memberListPublished),
    invite: live && inviting,
    add: live && (g.governs || (administrator && g.internal && g.addingAllowed)),
    approve:
      live &&
      (administrator ||
        g.role === 'co-administrator' ||
        (g.role === 'moderator' && g.whoInvites !== 'administrator') ||
        g.governs),
    removeMembers: administrator || g.governs,
    setRoles: live && administrator,
    changeSettings: live && administrator,
    rename: live && administrator && g.namesMayChange,
    handOver: administrator || g.governs,
    questionSeat: g.governs && !administrator,
    answerSeat: administrator,
    archive: live && (administrator || g.governs),
    unarchive: g.archived && (administrator || g.governs),
    delete: administrator,
    govern: g.governs,
    join: live && !g.direct && listed && g.joining === 'open' && mayCome && !g.keptOut,
    askToJoin: live && !member && listed && g.joining === 'request' && mayCome && !g.keptOut,
    comeThrough: live && !member && g.awaited,
    leave: member && !administrator,
    nest: live && administrator,
    seeHistory: administrator || g.governs,
    viewAs: administrator,
    export: administrator,
  }
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
 * The group with the acts that this person may do; undefined when there is none. Also for rules about another person (an
 * inviter, M5). A group that does not exist runs the same queries as a hidden one, so that timing reveals nothing (G4).
 */
export async function groupAsSeen(
  ctx: PublicContext,
  who: PersonId,
  id: SpaceId,
): Promise<Group | undefined> {
  const facts = await ctx.db.row<Omit<Group, 'may' | 'id'> & { id: SpaceId | null }>({
    name: 'access-group',
    text: `select w.id, w.organization_id as "organizationId", w.name, w.listed, w.joining, w.who_invites as "whoInvites",
        w.member_list_published as "memberListPublished", w.guests_allowed as "guestsAllowed", w.archived_at is not null as archived,
        coalesce(w.guests_read_only and p.organization_id is distinct from w.organization_id, false) as "onlyReads",
        o.group_names_may_change as "namesMayChange", o.adding_allowed as "addingAllowed",
        (select m.role from effective_membership m where m.group_id = asked.id and m.person_id = p.id
          order by array_position(array['administrator', 'co-administrator', 'moderator', 'member'], m.role) limit 1) as role,
        exists (select from effective_membership m where m.group_id = asked.id and m.person_id = p.id and m.via_id = asked.id) as direct,
        p.organization_id is not distinct from w.organization_id as internal,
        p.organization_id is not null and p.organization_id <> w.organization_id as neighbour,
        w.guests_allowed and o.guests_allowed as "guestsWelcome",
        p.organization_id is not distinct from w.organization_id and p.org_role in ('admin', 'manager') as governs,
        exists (select from effective_kept_out k where k.group_id = asked.id and k.person_id = p.id) as "keptOut",
        exists (select from invitation v where v.group_id = asked.id and v.email_key = p.email_key and v.accepted_at is null
          and v.declined_at is null and v.withdrawn_at is null and v.expires_at > the_time() and w.archived_at is null
          and exists (select from effective_membership m join person inviter on inviter.id = m.person_id and inviter.deactivated_at is null
            where m.group_id = asked.id and m.person_id = v.invited_by
              and (m.role = 'administrator' or not exists (select from effective_kept_out k where k.group_id = asked.id and k.person_id = p.id))
              and (m.role = 'administrator' or w.who_invites = 'members' or (m.role <> 'member' and w.who_invites = 'moderators')))) as invited,
        w.archived_at is null and exists (select from nesting_consent k join group_nesting n on n.outer_id = k.group_id
          join seated_membership e on e.group_id = n.inner_id and e.person_id = k.person_id
          where k.group_id = asked.id and k.person_id = p.id and k.answer is distinct from 'yes')
          and not exists (select from effective_kept_out k where k.group_id = asked.id and k.person_id = p.id) as awaited
      from (select $2::uuid as id) asked join person p on p.id = $1 and p.deactivated_at is null
      left join workgroup w on w.id = asked.id and w.deleted_at is null
      left join organization o on o.id = w.organization_id`,
    values: [who, id],
  })
  if (!facts) return undefined
  const { id: found, ...rest } = facts
  const group = { ...rest, id, may: may({ ...rest, id }) }
  return found === null ? undefined : group
}
