import { createHash } from 'node:crypto'
import type { Database } from '../../server/kernel/db.ts'

/** The size of the instance: SPEC's proof at size. */
export interface Size {
  people: number
  groups: number
  items: number
}

export const proofSize: Size = { people: 5_000, groups: 2_000, items: 5_000_000 }
/** For a quick look. */
export const quickSize: Size = { people: 1_000, groups: 400, items: 200_000 }
/** The same people and groups with a hundredth of the items: shows how cost grows with items alone. */
export const sparse = (size: Size): Size => ({ ...size, items: size.items / 100 })

/**
 * Fills an empty, migrated database by set statements: every id is derived from its number, so that measurements can name
 * what they ask for. `db` has one connection. Groups are nested up to three deep; every person is in about 50 groups; a group has five notebooks, one
 * with a list of its own; one item in a hundred has a grant of its own.
 */
export async function fill(db: Database, { people, groups, items }: Size): Promise<void> {
  const each = Math.floor(items / groups)
  const steps: [string, unknown[]][] = [
    [
      `create function pg_temp.num(kind text, n bigint) returns uuid language sql immutable as $$ select ${idOf('kind', 'n')} $$`,
      [],
    ],
    [
      `insert into organization (id, name, name_key, created_at) values (pg_temp.num('organization', 1), 'Proof', 'proof', now())`,
      [],
    ],
    [
      `insert into plan (id, organization_id, name, max_groups, max_members, group_storage, private_storage, created_at)
      values (pg_temp.num('plan', 1), pg_temp.num('organization', 1), 'Large', null, 100000, 1e12::bigint, 1e12::bigint, now())`,
      [],
    ],
    [`update organization set default_plan_id = pg_temp.num('plan', 1)`, []],
    [
      `insert into person (id, organization_id, org_role, email, email_key, first_name, last_name, created_at)
      select pg_temp.num('person', n), pg_temp.num('organization', 1), 'member', 'p' || n || '@proof.test', 'p' || n || '@proof.test', 'First' || n, 'Last' || n, now()
      from generate_series(1, $1::int) n`,
      [people],
    ],
    [
      `insert into space (id, kind, organization_id, owner_id, created_at)
      select pg_temp.num('private', n), 'private', pg_temp.num('organization', 1), pg_temp.num('person', n), now() from generate_series(1, $1::int) n`,
      [people],
    ],
    [
      `insert into space (id, kind, organization_id, created_at)
      select pg_temp.num('group', n), 'group', pg_temp.num('organization', 1), now() from generate_series(1, $1::int) n`,
      [groups],
    ],
    [`insert into space_counter (space_id, seq) select id, 0 from space`, []],
    [
      `insert into workgroup (id, organization_id, name, handle, tools, created_by, created_at)
      select pg_temp.num('group', n), pg_temp.num('organization', 1), 'Group ' || n, 'group-' || n, '{notes}', pg_temp.num('person', 1), now()
      from generate_series(1, $1::int) n`,
      [groups],
    ],
    // person p is in groups p*7+k*41 (mod groups) for k = 0..39: 40 direct groups each; the first comer administers
    [
      `insert into membership (group_id, person_id, role, since, how)
      select pg_temp.num('group', g), pg_temp.num('person', p), case when row_number() over (partition by g order by p) = 1 then 'administrator' else 'member' end, now(), 'added'
      from (select distinct p, (p * 7 + k * 41) % $2::int + 1 as g from generate_series(1, $1::int) p, generate_series(0, 39) k) m`,
      [people, groups],
    ],
    // every tenth group holds the next one, which holds the next one, and so on three deep
    [
      `insert into group_nesting (outer_id, inner_id, role, since, brought_by)
      select pg_temp.num('group', n), pg_temp.num('group', n + 1), 'member', now(), pg_temp.num('person', 1)
      from generate_series(1, $1::int - 1) n where n % 10 in (1, 2, 3)`,
      [groups],
    ],
    [
      `insert into flat_membership (group_id, person_id, via_id, role) select group_id, person_id, group_id, role from membership`,
      [],
    ],
    ...[3, 2, 1].map((tail): [string, unknown[]] => [
      `insert into flat_membership (group_id, person_id, via_id, role)
       select distinct n.outer_id, m.person_id, n.inner_id, 'member'
       from generate_series(1, $1::int - 1) g join group_nesting n on n.outer_id = pg_temp.num('group', g)
       join effective_membership m on m.group_id = n.inner_id where g % 10 = $2::int on conflict do nothing`,
      [groups, tail],
    ]),
    [
      `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at)
      select pg_temp.num('group', g), pg_temp.num('root', g), 'notes', 'root', null, pg_temp.num('root', g), '', now(), pg_temp.num('person', 1), now()
      from generate_series(1, $1::int) g`,
      [groups],
    ],
    [
      `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at)
      select pg_temp.num('group', g), pg_temp.num('notebook', g * 10 + k), 'notes', 'notebook', pg_temp.num('root', g),
        case when k = 4 then pg_temp.num('notebook', g * 10 + k) else pg_temp.num('root', g) end, 'Notebook ' || k, now(), pg_temp.num('person', 1), now()
      from generate_series(1, $1::int) g, generate_series(0, 4) k`,
      [groups],
    ],
    [
      `insert into access_grant (space_id, id, container_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select pg_temp.num('group', g), pg_temp.num('grant', g), pg_temp.num('root', g), pg_temp.num('group', g), 'group', 3, now(), pg_temp.num('person', 1)
      from generate_series(1, $1::int) g`,
      [groups],
    ],
    // the notebook with its own list: ten people by name
    [
      `insert into access_grant (space_id, id, container_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select m.group_id, gen_random_uuid(), pg_temp.num('notebook', g * 10 + 4), m.person_id, 'person', 15, now(), pg_temp.num('person', 1)
      from generate_series(1, $1::int) g cross join lateral (
        select group_id, person_id from membership where group_id = pg_temp.num('group', g) order by person_id limit 10) m`,
      [groups],
    ],
    [
      `insert into item (space_id, id, container_id, tool, kind, title, author_id, created_at, changed_at, changed_by)
      select pg_temp.num('group', g), pg_temp.num('item', g::bigint * 1000000 + n), pg_temp.num('notebook', g * 10 + n % 5), 'notes', 'note', 'Note ' || n || ' of ' || g,
        pg_temp.num('person', (g * 31 + n) % $3::int + 1), now(), now() - make_interval(secs => (n * 7919 + g * 104729) % 31536000), pg_temp.num('person', 1)
      from generate_series(1, $1::int) g, generate_series(1, $2::int) n`,
      [groups, each, people],
    ],
    [
      `insert into access_grant (space_id, id, container_id, item_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select space_id, gen_random_uuid(), container_id, id, author_id, 'person', 10, now(), pg_temp.num('person', 1)
      from item where get_byte(uuid_send(id), 15) < 3`,
      [],
    ],
  ]
  steps.push(
    [
      `update item i set has_grants = true from access_grant g where g.space_id = i.space_id and g.item_id = i.id`,
      [],
    ],
    [
      `update flat_membership m set name_key = member_name_key(p.first_name, p.last_name) from person p where p.id = m.person_id`,
      [],
    ],
  )
  const later = await withoutIndexes(db)
  for (const [text, values] of steps) await db.run({ text, values })
  for (const text of later) await db.run({ text })
  await db.run({ text: 'vacuum analyze' })
}

/** Takes the indexes and references of the big table away for loading; answers the statements that bring them back. */
async function withoutIndexes(db: Database): Promise<string[]> {
  const found = await db.rows<{ drop: string; create: string }>({
    text: `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
      from pg_constraint where contype = 'f' and (conrelid = 'item'::regclass or confrelid = 'item'::regclass)
      union all
      select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      from pg_index where indrelid = 'item'::regclass and not indisprimary`,
  })
  for (const each of found) await db.run({ text: each.drop })
  return found.toReversed().map(({ create }) => create)
}

/** Ids in the order of their numbers, as UUIDv7 are in order of time: loading is then as fast as in production. */
function idOf(kind: string, n: string): string {
  return `(substr(md5(${kind}), 1, 8) || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
}

/** The id that `fill` gave to a numbered thing. */
export function numbered<Id extends string>(kind: string, n: number): Id {
  const sum = createHash('md5').update(kind).digest('hex')
  return `${sum.slice(0, 8)}-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Id
}

/** The group that person `p` is in by their `k`-th membership (0 to 39). */
export function groupOf({ groups }: Size, p: number, k: number): number {
  return ((p * 7 + k * 41) % groups) + 1
}
