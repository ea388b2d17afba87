import { mkdtempSync, rmSync } from 'node:fs'
import { buildServer } from '../../server/app/server.ts'
import { readConfig } from '../../server/kernel/config.ts'
import type { Database } from '../../server/kernel/db.ts'
import type { PersonId, SpaceId } from '../../server/kernel/ids.ts'
import { guardSealingKey } from '../../server/operations/sealing-key.ts'
import { numbered, type Size } from './fixture.ts'
import { cookieOf, signIn } from './furnished.ts'
import { openHouse, type House } from './house.ts'
import { keyRead } from './key-read.ts'
import { alternately, ratioRow, valueRow, type Compared, type Row } from './measure.ts'

/** A house for belonging: a group of 10,000, and a directory of 100,000. */
export const belongingSize: Size = { people: 10_500, groups: 100, items: 100 }
const throng = numbered<SpaceId>('throng', 1)
const members = 10_000
const listed = 100_000
const administrator = 1
const somebody = 777

const root = numbered('throng root', 1)
const asked = 15

/**
 * Doors about a very large group and a very large directory: milliseconds of PostgreSQL's processor for the whole request,
 * with who asks and whether they may; and how many rows a change of rights touches.
 */
export async function belongingRows(large: House, say: (sentence: string) => void): Promise<Row[]> {
  const house = await openHouse(belongingSize, say)
  await gather(house.db)
  const server = await serverOn(house, large)
  const { inDatabase } = server
  const at = `/api/groups/${throng}`
  const rows = [
    limit(
      `the first page of ${members.toLocaleString('en')} members`,
      await inDatabase('GET', () => `${at}/members?limit=50`),
      40,
    ),
    limit(
      'the members found by a part of a name',
      await inDatabase('GET', () => `${at}/members?limit=20&search=last99`),
      55,
    ),
    limit(
      `who can be mentioned in a group of ${members.toLocaleString('en')}, as one types`,
      await inDatabase('GET', () => `/api/spaces/${throng}/mentionable?search=last77`),
      35,
    ),
    limit(
      `one of ${members.toLocaleString('en')} members removed`,
      await inDatabase('DELETE', (n) => `${at}/members/${numbered('person', 2000 + n)}`),
      25,
    ),
    limit(
      `the directory of ${listed.toLocaleString('en')} groups: a page by name`,
      await inDatabase('GET', () => '/api/directory?limit=50', somebody),
      18,
    ),
    limit(
      'groups of all organizations, by three letters and language',
      await inDatabase(
        'GET',
        (n) => `/api/directory/everyone?name=${letters(n)}&language=en`,
        somebody,
      ),
      160,
    ),
    limit(
      'groups of all organizations, by a rare word and activity',
      await inDatabase(
        'GET',
        (n) => `/api/directory/everyone?name=g${40_000 + n}&activity=business`,
        somebody,
      ),
      30,
    ),
    valueRow(
      `rows that a change of rights for ${members.toLocaleString('en')} members touches`,
      'rows',
      {
        value: await server.rowsTouched(
          'PUT',
          `/api/spaces/${throng}/containers/${root}/access`,
          rights,
        ),
        ceiling: members,
      },
      { atMost: 20 },
    ),
  ]
  await server.stop()
  await house.stop()
  return rows
}

const rights = {
  ownList: true,
  grants: [{ principal: { kind: 'group', id: throng }, level: 'contributor' }],
}

/** Judged by how many key reads it costs. */
function limit(name: string, measured: Compared, atMost: number): Row {
  return ratioRow(`${name}, in key reads`, 'ms in db', measured, { atMost })
}

/** Three letters that many names have, another three each time. */
function letters(n: number): string {
  return ['gro', 'oup', 'pla', 'ans', 'the'][n % 5]!
}

async function gather(db: Database): Promise<void> {
  const there = await db.row({ text: 'select from workgroup where id = $1', values: [throng] })
  if (!there) await gatherAll(db)
  await bringBack(db)
  await signIn(db, [administrator, somebody])
}

/** All or nothing, since a later run only looks whether the group is there; on a busy machine it takes minutes. */
async function gatherAll(db: Database): Promise<void> {
  await db.run({ text: 'set statement_timeout = 0' })
  await db.transaction(async (tx) => {
    for (const [text, values] of gathering()) await tx.run({ text, values })
  })
  await db.run({ text: 'vacuum analyze' })
  await db.run({ text: 'reset statement_timeout' })
}

function gathering(): [string, unknown[]][] {
  const first = numbered('person', administrator)
  const organization = numbered('organization', 1)
  const ids = (kind: string, count: number) =>
    Array.from({ length: count }, (_, n) => numbered(kind, n + 1))
  return [
    [
      `insert into space (id, kind, organization_id, created_at) values ($1, 'group', $2, now())`,
      [throng, organization],
    ],
    ['insert into space_counter (space_id, seq) values ($1, 0)', [throng]],
    [
      `insert into workgroup (id, organization_id, name, handle, tools, created_by, created_at) values ($1, $2, 'Throng', 'throng', '{notes}', $3, now())`,
      [throng, organization, first],
    ],
    [
      `insert into membership (group_id, person_id, role, since, how)
      select $1, id, case when id = $3 then 'administrator' else 'member' end, now(), 'added' from unnest($2::uuid[]) p (id)`,
      [throng, ids('person', members), first],
    ],
    [
      `insert into flat_membership (group_id, person_id, via_id, role, name_key)
      select m.group_id, m.person_id, m.group_id, m.role, member_name_key(p.first_name, p.last_name)
      from membership m join person p on p.id = m.person_id where m.group_id = $1`,
      [throng],
    ],
    [
      `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at)
      values ($1, $2, 'notes', 'root', null, $2, '', now(), $3, now())`,
      [throng, root, first],
    ],
    [
      `insert into access_grant (space_id, id, container_id, principal_id, principal_kind, rights, granted_at, granted_by)
      values ($1, $1, $2, $1, 'group', 3, now(), $3)`,
      [throng, root, first],
    ],
    [
      `insert into space (id, kind, organization_id, created_at) select id, 'group', $2, now() from unnest($1::uuid[]) g (id)`,
      [ids('listed', listed), organization],
    ],
    [
      `insert into workgroup (id, organization_id, name, handle, tools, listed, joining, language, created_by, created_at, name_threes)
      select id, $2, name, 'listed-' || n, '{notes}', 'everyone', 'request', case when n % 3 = 0 then 'fr' else 'en' end, $3, now(),
        array(select distinct substr(lower(name), at, 3) from generate_series(1, length(name) - 2) at)
      from (select id, n, (array['Plans for', 'Friends of the', 'Group', 'Answers about', 'Workshop'])[n % 5 + 1] || ' g' || n as name
        from unnest($1::uuid[]) with ordinality g (id, n)) g`,
      [ids('listed', listed), organization, first],
    ],
    [
      `insert into membership (group_id, person_id, role, since, how) select id, $2, 'administrator', now(), 'created' from unnest($1::uuid[]) g (id)`,
      [ids('listed', listed), numbered('person', 10_400)],
    ],
    [
      'insert into flat_membership (group_id, person_id, via_id, role) select group_id, person_id, group_id, role from membership where person_id = $1 on conflict do nothing',
      [numbered('person', 10_400)],
    ],
  ]
}

/** Members that an earlier run removed are members again, also when that run was cut off. */
async function bringBack(db: Database): Promise<void> {
  const people = Array.from({ length: asked }, (_, n) => numbered<PersonId>('person', 2000 + n))
  await db.run({
    text: `insert into membership (group_id, person_id, role, since, how)
      select $1, id, 'member', now(), 'added' from unnest($2::uuid[]) p (id) on conflict do nothing`,
    values: [throng, people],
  })
  await db.run({
    text: `insert into flat_membership (group_id, person_id, via_id, role, name_key)
      select $1, id, $1, 'member', member_name_key(first_name, last_name)
      from person where id = any($2::uuid[]) on conflict do nothing`,
    values: [throng, people],
  })
}

type Method = 'GET' | 'PUT' | 'DELETE'

/** The server as it is, on the one connection of the house, whose time is counted; key reads are those of the large house. */
async function serverOn(house: House, large: House) {
  const { db, busy } = house
  const dataDir = mkdtempSync('/tmp/atelier-bench-')
  const config = { ...readConfig({}), logLevel: 'silent' as const, dataDir }
  await guardSealingKey(db, config)
  const app = await buildServer({ config, db })
  const ask = async (method: Method, url: string, person: number, payload?: object) => {
    const headers = { cookie: cookieOf(person) }
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
  }
  return {
    /** Several requests, each with another number, in turn with reads by primary key. */
    inDatabase(method: Method, url: (n: number) => string, person = administrator) {
      const request = async (n: number) => {
        const before = busy() ?? performance.now()
        await ask(method, url(n), person)
        return (busy() ?? performance.now()) - before
      }
      return alternately(asked, request, () => keyRead(large))
    },
    async rowsTouched(method: Method, url: string, payload: object) {
      const before = await touched(db)
      await ask(method, url, administrator, payload)
      return (await touched(db)) - before
    },
    async stop() {
      await app.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Rows that this database ever inserted, changed or deleted. */
async function touched(db: Database): Promise<number> {
  await db.run({ text: 'select pg_stat_force_next_flush()' })
  const row = await db.row<{ n: number }>({
    text: 'select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as n from pg_stat_user_tables',
  })
  return row!.n
}
