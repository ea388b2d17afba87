import autocannon from 'autocannon'
import { bigNotebookNotes, cookieOf, group, noteOf } from './furnished.ts'
import { numbered } from './fixture.ts'
import type { House } from './house.ts'
import { alternately, ratioRow, type Row } from './measure.ts'
import { startBare, startServer } from './processes.ts'

const seconds = 3
/** Until Node has compiled what is hot. */
const warmUps = 4

/** Notes read over HTTP by somebody signed in, against a bare route with one prepared select of the same notes; both in processes of their own. */
export async function httpRows(large: House): Promise<Row[]> {
  const [server, bare] = [await startServer(large), await startBare(large)]
  const cookie = cookieOf(await aMember(large))
  const notes = Array.from({ length: 200 }, (_, n) => noteOf(((n * 37) % bigNotebookNotes) + 1))
  const read = () =>
    perSecond(
      server.address,
      notes.map((id) => `/api/spaces/${group}/notes/${id}`),
      { cookie },
    )
  const readBare = () =>
    perSecond(
      bare.address,
      notes.map((id) => `/notes/${group}/${id}`),
      {},
    )
  try {
    for (let round = 0; round < warmUps; round++) await Promise.all([read(), readBare()])
    return [
      ratioRow(
        'a note read over HTTP by a member, against a bare route with one prepared select of it',
        'requests/s',
        await alternately(5, read, readBare),
        { atLeast: 0.5 },
      ),
    ]
  } finally {
    await Promise.all([server.stop(), bare.stop()])
  }
}

async function aMember({ db }: House): Promise<number> {
  const rows = await db.rows<{ id: string }>({
    text: `select person_id as id from membership where group_id = $1 and role = 'member'`,
    values: [group],
  })
  const members = new Set(rows.map(({ id }) => id))
  for (let p = 1; ; p++) if (members.has(numbered('person', p))) return p
}

async function perSecond(
  address: string,
  paths: string[],
  headers: Record<string, string>,
): Promise<number> {
  const requests = paths.map((path) => ({ path, headers }))
  const result = await autocannon({ url: address, connections: 16, duration: seconds, requests })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals, ${result.errors} errors`)
  return result.requests.total / result.duration
}
