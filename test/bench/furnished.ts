import { createHash } from 'node:crypto'
import { hashPassword } from '../../server/foundation/people/passwords.ts'
import { sessionCookie } from '../../server/foundation/people/sessions.ts'
import type { Database } from '../../server/kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../server/kernel/ids.ts'
import { jobs } from '../../server/tools/notes/jobs.ts'
import { numbered } from './fixture.ts'

/** The things that the figures ask for by name, in the first group of an instance. */
export const group = numbered<SpaceId>('group', 1)
/** A notebook of 10,000 notes that follows the list of the whole group; one note in a hundred has a grant of its own. */
export const bigNotebook = numbered<ContainerId>('big notebook', 1)
export const bigNotebookNotes = 10_000
export const noteOf = (n: number): ItemId => numbered<ItemId>('big note', n)

/** A group of a thousand members, the first of whom administers it, with one notebook. */
export const crowd = numbered<SpaceId>('crowd', 1)
export const crowdMembers = 1000
export const crowdNotebook = numbered<ContainerId>('crowd notebook', 1)

export const password = 'a long word nobody guesses 7'
/** How many people have that password. */
export const withPassword = 50

/** The session cookie of person `p`; everybody is signed in. */
export function cookieOf(p: number): string {
  return `${sessionCookie}=${tokenOf(p)}`
}

function tokenOf(p: number): string {
  return `token-of-person-${p}`
}

/** Adds to a filled instance what `fill` does not make; keeps existing data. */
export async function furnish(db: Database): Promise<void> {
  const there = await db.row({
    text: 'select from container where id = $1',
    values: [crowdNotebook],
  })
  if (!there) for (const [text, values] of await furniture()) await db.run({ text, values })
  const hung = await db.row({ text: 'select from tag limit 1' })
  if (!hung) for (const [text, values] of whatHangsOnNotes()) await db.run({ text, values })
  const written = await db.row({
    text: 'select from change where space_id = $1 and seq = $2',
    values: [numbered('group', 2), linesEach],
  })
  if (!written) for (const [text, values] of logs()) await db.run({ text, values })
  await db.run({ text: indexed })
  await signIn(
    db,
    Array.from({ length: crowdMembers }, (_, n) => n + 1),
  )
}

/** A server would index all items in the background, for hours, beside what is measured. */
const indexed = `insert into search_position (space_id, seq) select space_id, seq from space_counter
  on conflict (space_id) do update set seq = excluded.seq, reached = null`

async function furniture(): Promise<[string, unknown[]][]> {
  const { state, reading } = jobs.begin(words)
  const ids = (kind: string, count: number) =>
    Array.from({ length: count }, (_, n) => numbered(kind, n + 1))
  const [first = ''] = ids('person', 1)
  const notes = ids('big note', bigNotebookNotes)
  return [
    [
      `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at)
      values ($1, $2, 'notes', 'notebook', $3, $3, 'Big', now(), $4, now())`,
      [group, bigNotebook, numbered('root', 1), first],
    ],
    [
      `insert into item (space_id, id, container_id, tool, kind, title, author_id, created_at, changed_at, changed_by)
      select $1, id, $2, 'notes', 'note', 'Note ' || n, m.people[n % array_length(m.people, 1) + 1], now(), now() - n * interval '7 minutes', $4
      from unnest($3::uuid[]) with ordinality as note (id, n),
        (select array_agg(person_id order by person_id) as people from effective_membership where group_id = $1) m`,
      [group, bigNotebook, notes, first],
    ],
    [
      `insert into note (space_id, item_id, text, preview, words) select $1, unnest($2::uuid[]), $3, $4, $5`,
      [group, notes, reading.text, reading.preview, reading.words],
    ],
    [
      `insert into live_text (space_id, item_id, field, state) select $1, unnest($2::uuid[]), 'text', $3`,
      [group, notes, Buffer.from(state)],
    ],
    [
      `insert into access_grant (space_id, id, container_id, item_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select space_id, gen_random_uuid(), container_id, id, author_id, 'person', 10, now(), $3
      from item where space_id = $1 and id = any($2::uuid[]) and right(id::text, 2) < '03'`,
      [group, notes, first],
    ],
    [
      `update item i set has_grants = true from access_grant g where g.space_id = $1 and i.space_id = $1 and g.item_id = i.id`,
      [group],
    ],
    [
      `insert into space (id, kind, organization_id, created_at) select $1, 'group', organization_id, now() from person where id = $2`,
      [crowd, first],
    ],
    [`insert into space_counter (space_id, seq) values ($1, 0)`, [crowd]],
    [
      `insert into workgroup (id, organization_id, name, handle, tools, created_by, created_at)
      select $1, organization_id, 'Crowd', 'crowd', '{notes}', id, now() from person where id = $2`,
      [crowd, first],
    ],
    [
      `insert into membership (group_id, person_id, role, since, how)
      select $1, id, case when id = $3 then 'administrator' else 'member' end, now(), 'added' from unnest($2::uuid[]) as p (id)`,
      [crowd, ids('person', crowdMembers), first],
    ],
    [
      `insert into flat_membership (group_id, person_id, via_id, role, name_key)
      select m.group_id, m.person_id, m.group_id, m.role, member_name_key(p.first_name, p.last_name)
      from membership m join person p on p.id = m.person_id where m.group_id = $1`,
      [crowd],
    ],
    [
      `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at)
      values ($1, $3, 'notes', 'root', null, $3, '', now(), $4, now()), ($1, $2, 'notes', 'notebook', $3, $3, 'Together', now(), $4, now())`,
      [crowd, crowdNotebook, numbered('crowd root', 1), first],
    ],
    [
      `insert into access_grant (space_id, id, container_id, principal_id, principal_kind, rights, granted_at, granted_by)
      values ($1, $1, $2, $1, 'group', 7, now(), $3)`,
      [crowd, numbered('crowd root', 1), first],
    ],
    [
      'update person set password_hash = $2 where id = any($1::uuid[])',
      [ids('person', withPassword), await hashPassword(password)],
    ],
    ['analyze item', []],
    ['analyze note', []],
    ['analyze access_grant', []],
    ['analyze flat_membership', []],
    ['analyze container', []],
  ]
}

/** Lines in the log of each group of a house: more than anybody looks at. */
export const linesEach = 500
/** They have read them all. */
export const readers = Array.from({ length: 25 }, (_, n) =>
  numbered<PersonId>('person', n * 37 + 11),
)

/** The log of every group but the crowd: news of its items by its first member, one line in five about something else. */
function logs(): [string, unknown[]][] {
  return [
    [
      `insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, feed)
      select n.space_id, line, now() - (${linesEach} - line) * interval '1 hour', $1, case when line % 5 = 0 then 'item.trashed' else 'item.edited' end,
        i.container_id, i.id, line % 5 <> 0
      from space_counter n join workgroup w on w.id = n.space_id
      cross join lateral (select array_agg(i.id) as ids, array_agg(i.container_id) as containers
        from (select id, container_id from item where space_id = n.space_id limit 100) i) few
      cross join generate_series(1, ${linesEach}) line
      cross join lateral (select few.ids[line % cardinality(few.ids) + 1] as id, few.containers[line % cardinality(few.ids) + 1] as container_id) i
      where n.seq = 0 and few.ids is not null`,
      [numbered('person', 1)],
    ],
    [
      `update space_counter n set seq = ${linesEach} where seq = 0 and exists (select from change c where c.space_id = n.space_id)`,
      [],
    ],
    [
      `insert into seen (person_id, space_id, seq, at)
      select distinct person_id, group_id, ${linesEach}, now() from flat_membership where person_id = any($1::uuid[]) on conflict do nothing`,
      [readers],
    ],
    ['vacuum analyze change', []],
    ['analyze seen', []],
  ]
}

/** Tags, comments, favourites, versions and other data of the notes of the big notebook. */
function whatHangsOnNotes(): [string, unknown[]][] {
  const notes = Array.from({ length: bigNotebookNotes }, (_, n) => noteOf(n + 1))
  const each = 'unnest($2::uuid[]) with ordinality as note (id, n)'
  const people = `(select array_agg(id order by id) as people from person) m`
  const [space, by, some] = [group, numbered('person', 1), 500]
  const nothingNew = Buffer.from([0, 0]) // an update that changes nothing
  return [
    [
      `insert into tag (space_id, item_id, name_key, name) select $1, id, 'tag ' || n % 50, 'Tag ' || n % 50 from ${each}`,
      [space, notes],
    ],
    [
      `insert into comment (space_id, id, item_id, author_id, body, created_at) select $1, gen_random_uuid(), id, $3, 'Well said.', now() from ${each}, generate_series(1, 2)`,
      [space, notes, by],
    ],
    [
      `insert into favourite (person_id, space_id, thing, thing_id, at) select m.people[n % $3 + 1], $1, 'item', id, now() from ${each}, ${people}`,
      [space, notes, some],
    ],
    [
      `insert into follow (person_id, space_id, item_id, at) select m.people[n % $3 + 1], $1, id, now() from ${each}, ${people}`,
      [space, notes, some],
    ],
    [
      `insert into recent (person_id, space_id, item_id, at) select m.people[n % $3 + 1], $1, id, now() - n * interval '1 minute' from ${each}, ${people}`,
      [space, notes, some],
    ],
    [
      `insert into item_version (space_id, item_id, number, at, authors, title, content, text, why)
      select $1, id, 1, now(), array[$3::uuid], 'Note', '{}', 'Words', 'created' from ${each}`,
      [space, notes, by],
    ],
    [
      `insert into live_text_update (space_id, item_id, field, id, person_id, bytes) select $1, id, 'text', gen_random_uuid(), $3, $4 from ${each} where n > 5000`,
      [space, notes, by, nothingNew],
    ],
    ...['tag', 'comment', 'favourite', 'follow', 'recent', 'item_version', 'live_text_update'].map(
      (table): [string, unknown[]] => [`analyze ${table}`, []],
    ),
  ]
}

/** Renews sessions, which expire, because the instance is kept. */
export async function signIn(db: Database, numbers: number[]): Promise<void> {
  const hashes = numbers.map((p) => createHash('sha256').update(tokenOf(p)).digest())
  const people = numbers.map((p) => numbered('person', p))
  await db.run({
    text: `insert into session (token_hash, id, person_id, created_at, last_seen_at, expires_at)
      select hash, gen_random_uuid(), person, now(), now(), now() + interval '30 days' from unnest($1::bytea[], $2::uuid[]) as s (hash, person)
      on conflict (token_hash) do update set last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at`,
    values: [hashes, people],
  })
}

const words = `# What we decided

${'The group met **on Tuesday** and went through what is open, one by one. '.repeat(12)}

- [ ] ask the printer for a second offer
- [x] book the room for the autumn
- [ ] write to everybody who could not come

## What comes next

${'Each of us looks at the draft and says what is missing. '.repeat(10)}
`
