import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { GivenRole, How } from './store.ts'

export interface MemberRow {
  id: PersonId
  rank: number
  direct: boolean
  since: string | null
  how: How | null
  broughtBy: PersonId | null
  starts: Timestamp | null
  until: Timestamp | null
  nextRole: GivenRole | null
  roleStarts: Timestamp | null
  roleUntil: Timestamp | null
  sponsor: PersonId | null
  /** The sort key: last and first name without case and accents. */
  key: string
  via: { id: SpaceId; name: string; role: GivenRole }[]
  /** How many are inside, or were found; the same in every row. */
  total: number
}

export type After = [key: string, id: PersonId] | undefined

/** The columns of the people on a page; $1 is the group. */
const told = `page.person_id as id, ways.rank, ways.direct, m.since, m.how, m.brought_by as "broughtBy", m.until,
    case when m.starts > the_time() then m.starts end as starts,
    case when m.role_starts > the_time() then m.role end as "nextRole", case when m.role_starts > the_time() then m.role_starts end as "roleStarts",
    case when m.role_until > the_time() then m.role_until end as "roleUntil", m.sponsor_id as sponsor, page.name_key as key,
    coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'role', e.role) order by v.name)
      from effective_membership e join workgroup v on v.id = e.via_id
      where e.group_id = $1 and e.person_id = page.person_id and e.via_id <> $1), '[]') as via`
const joined = `cross join lateral (
      select bool_or(via_id = $1) as direct,
        coalesce(min(place) filter (where starts <= the_time()), min(place)) as rank
      from (select via_id, starts, array_position(array['administrator', 'co-administrator', 'moderator', 'member'], role) as place
        from listed_membership where group_id = $1 and person_id = page.person_id) way) ways
    left join membership m on m.group_id = $1 and m.person_id = page.person_id`

/**
 * A page of the members by last name, each person once. Includes members who have yet to begin, for askers who may see them.
 * Reads one page only, however many members there are.
 */
export function members(
  ctx: PublicContext,
  group: SpaceId,
  after: After,
  limit: number,
  alsoComing: boolean,
): Promise<MemberRow[]> {
  return ctx.db.rows<MemberRow>({
    name: 'group-members',
    text: `with page as (
        select distinct e.name_key, e.person_id from listed_membership e
        where e.group_id = $1 and ($5 or e.starts <= the_time()) and ($2::text is null or (e.name_key, e.person_id) > ($2, $3::uuid))
        order by e.name_key, e.person_id limit $4)
      select ${told}, (select count(*)::int from (
        select distinct e.name_key, e.person_id from shown_membership e where e.group_id = $1) everybody) as total
      from page ${joined} order by page.name_key, page.person_id`,
    values: [group, after?.[0] ?? null, after?.[1] ?? null, limit, alsoComing],
  })
}

/** From this size on, a group counts as large. */
const many = 1000

/** People whose organization or, for members, e-mail address contains $5. */
const foundBesides = `select p.id from person p where (($6 and position($5 in p.email_key) > 0)
            or p.organization_id = any((select array_agg(o.id) from organization o where position($5 in o.name_key) > 0)::uuid[])
            or (p.organization_id is null and position($5 in folded(p.company)) > 0))`

/**
 * Members whose name, organization or, for members, e-mail address contains `search` (folded). In a large group one scan of
 * everybody costs less than looking up each member.
 */
export function membersFound(
  ctx: PublicContext,
  group: SpaceId,
  search: string,
  close: boolean,
  after: After,
  limit: number,
): Promise<MemberRow[]> {
  return ctx.db.rows<MemberRow>({
    name: 'group-members-found',
    text: `with matched as materialized (
        select distinct e.name_key, e.person_id from listed_membership e
        where e.group_id = $1 and ($6 or e.starts <= the_time()) and (position($5 in e.name_key) > 0 or case
          when (select count(*) from (select from flat_membership f where f.group_id = $1 limit ${many}) few) < ${many}
            then exists (${foundBesides} and p.id = e.person_id)
          else e.person_id in (${foundBesides}) end)),
      page as (
        select * from matched where $2::text is null or (name_key, person_id) > ($2, $3::uuid)
        order by name_key, person_id limit $4)
      select ${told}, (select count(*)::int from matched) as total
      from page ${joined} order by page.name_key, page.person_id`,
    values: [group, after?.[0] ?? null, after?.[1] ?? null, limit, search, close],
  })
}
