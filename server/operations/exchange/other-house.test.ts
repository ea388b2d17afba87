import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import yauzl from 'yauzl'
import { enter, foundGroup, giveRights, must, stage, writeNote } from '../../../test/world/cast.ts'
import { inDays } from '../../../test/world/clock.ts'
import { craftedZip } from '../../../test/world/crafted-zip.ts'
import { startInstance, type Instance } from '../../../test/world/instance.ts'
import { mailedLink } from '../../../test/world/mails.ts'
import { colleague, guest, nobody, password, type Client } from '../../../test/world/people.ts'
import { purgeDeparted } from '../departures/purging.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { ExportAnswer, ImportAnswer } from './schema.ts'
import { workOff } from './work.ts'

/** An archive of another instance, imported here: authors wait until each person accepts (G13, M4, M5, X98). */
const there = await startInstance()
const here = await startInstance()
const { db } = here

interface Author {
  id: string
  firstName: string
  lastName: string
}
interface Note {
  id: string
  title: string
  author: Author
  may: Record<string, boolean>
}
interface Offer {
  id: string
  role: string
  group: { name: string }
  credited: { name: string; items: number; comments: number }[]
}

const good = await archiveOfThere()
const { cast, organization } = await stage(here)
const { oona, ada, cosmo, mina, edna, rita, xavier } = cast

async function archiveOfThere(): Promise<Map<string, Buffer>> {
  const far = await stage(there)
  const { ada: theirs, mina: writer, edna: editor, cosmo: helper, rita: reader } = far.cast
  const wanda = await colleague(there, far.organization, 'Wanda')
  await enter(there, far.group, [wanda])
  const plan = await writeNote(writer, far.group, far.open, 'Plan', 'By Mina.')
  await writeNote(editor, far.group, far.closed, 'Secret', 'By Edna.')
  await writeNote(wanda, far.group, far.open, 'Draft', 'By Wanda.')
  const said = { body: 'Agreed' }
  await must(writer.post(`/api/spaces/${far.group}/items/${plan}/comments`, said), 201)
  await must(helper.post(`/api/spaces/${far.group}/items/${plan}/comments`, said), 201)
  await must(theirs.delete(`/api/groups/${far.group}/members/${wanda.id}`), 204)
  await giveRights(theirs, far.group, far.closed, [
    [{ kind: 'person', id: reader.id }, 'reader'],
    [{ kind: 'person', id: editor.id }, 'editor'],
  ])
  return unpacked(await exportOf(there, theirs, far.group))
}

async function exportOf({ app }: Instance, who: Client, group: string): Promise<Buffer> {
  const { id } = await must(who.post<ExportAnswer>(`/api/groups/${group}/exports`), 202)
  await workOff(app.house)
  const url = `/api/groups/${group}/exports/${id}/archive`
  const answer = await app.inject({ url, headers: { cookie: who.cookie } })
  assert.equal(answer.statusCode, 200)
  return answer.rawPayload
}

async function unpacked(archive: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  const zip = await yauzl.fromBufferPromise(archive, { lazyEntries: true })
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return found
}

type Entry = { id: string; firstName: string; email: string }

/** The archive with other people in it, and a manifest that agrees. */
function withPeople(change: (people: Entry[]) => object[]): Buffer {
  const entries = new Map(good)
  const people = change(JSON.parse(good.get('people.json')!.toString()) as Entry[])
  entries.set('people.json', Buffer.from(JSON.stringify(people)))
  const named = [...entries].filter(([name]) => name !== 'manifest.json' && name !== 'seal.json')
  const list = named.map(([name, data]) => {
    return { name, size: data.length, sha256: createHash('sha256').update(data).digest('hex') }
  })
  const manifest = JSON.parse(good.get('manifest.json')!.toString()) as object
  const said = ['manifest.json', JSON.stringify({ ...manifest, entries: list })] as const
  return craftedZip([...named, said].map(([name, data]) => ({ name, data })))
}

const whole = withPeople((people) => people)
const zipType = { 'content-type': 'application/zip' }

async function send(who: Client, archive: Buffer): Promise<ImportAnswer> {
  await db.run({ text: 'delete from throttle' })
  const { id } = await must(who.post<ImportAnswer>('/api/group-imports', archive, zipType), 202)
  await workOff(here.app.house)
  return must(who.get<ImportAnswer>(`/api/group-imports/${id}`))
}

async function confirmed(who: Client, id: string, body: object): Promise<ImportAnswer> {
  await must(who.post(`/api/group-imports/${id}/confirmation`, body), 202)
  await workOff(here.app.house)
  const made = await must(who.get<ImportAnswer>(`/api/group-imports/${id}`))
  assert.equal(made.state, 'made', JSON.stringify(made.problem))
  return made
}

let groups = 0

async function imported(who: Client, archive: Buffer, invited: string[] = []) {
  const { id } = await send(who, archive)
  const name = `From there ${(groups += 1)}`
  const { group } = await confirmed(who, id, { name, invite: invited })
  return { name, group: group as SpaceId }
}

async function noteIn(who: Client, group: string, title: string): Promise<Note> {
  const { items } = await must(who.get<{ items: Note[] }>(`/api/spaces/${group}/notes`))
  const { id } = items.find((each) => each.title === title)!
  return must(who.get<Note>(`/api/spaces/${group}/notes/${id}`))
}

async function offered(who: Client, name: string): Promise<Offer> {
  const { items } = await must(who.get<{ items: Offer[] }>('/api/me/invitations'))
  return items.find(({ group }) => group.name === name)!
}

const accept = async (who: Client, name: string) =>
  must(who.post(`/api/me/invitations/${(await offered(who, name)).id}/acceptance`, {}))

const nameOf = ({ author }: { author: Author }) => `${author.firstName} ${author.lastName}`

test('G13, M4 · the importer chooses in the preview whom to invite: nobody else is asked, and nobody is added', async () => {
  const ready = await send(xavier, whole)
  assert.equal(ready.preview?.sealed, false)
  assert.ok(ready.preview.members.some(({ email }) => email === mina.email))
  const left = ready.preview.members.find(({ email }) => email === 'wanda@example.org')
  assert.equal(left?.role, null, 'an author who had left can be chosen too')
  const body = { name: 'Chosen', invite: [mina.email, cosmo.email, ada.email] }
  const made = await confirmed(xavier, ready.id, body)
  assert.deepEqual([made.invited, made.notInvited], [3, []])
  const answer = await must(xavier.get<{ members: number }>(`/api/groups/${made.group}`))
  assert.equal(answer.members, 1)
  const roles = await Promise.all([mina, cosmo, ada].map((who) => offered(who, 'Chosen')))
  assert.deepEqual(
    roles.map(({ role }) => role),
    ['member', 'co-administrator', 'member'],
    'the role they had; the seat of the administrator is taken (M1)',
  )
  assert.equal(await offered(edna, 'Chosen'), undefined)
  assert.equal((await mina.get(`/api/spaces/${made.group}/notes`)).status, 404)
})

test('G13, J5 · the invited person reads what is credited to them before they accept; then it is theirs, with its versions and comments', async () => {
  const { name, group } = await imported(xavier, whole, [mina.email])
  const before = await noteIn(xavier, group, 'Plan')
  assert.equal(nameOf(before), 'Mina Test (imported)')
  const offer = await offered(mina, name)
  assert.deepEqual(offer.credited, [{ name: 'Mina Test', items: 1, comments: 1 }])
  await accept(mina, name)
  const after = await noteIn(mina, group, 'Plan')
  assert.equal(after.author.id, mina.id)
  assert.deepEqual([after.may['edit'], after.may['delete']], [true, true])
  const where = `/api/spaces/${group}`
  const versions = await must(
    mina.get<{ items: { authors: Author[] }[] }>(`${where}/items/${after.id}/versions`),
  )
  assert.ok(versions.items.every(({ authors }) => authors.every(({ id }) => id === mina.id)))
  const comments = await must(
    mina.get<{ items: { author: Author }[] }>(`${where}/items/${after.id}/comments`),
  )
  assert.deepEqual(comments.items.map(nameOf).toSorted(), ['Cosmo Test (imported)', 'Mina Test'])
  const history = await must(
    xavier.get<{ items: { kind: string; detail: { names?: string[] } }[] }>(
      `/api/groups/${group}/history`,
    ),
  )
  const line = history.items.find(({ kind }) => kind === 'invitation.recognized')
  assert.deepEqual(line?.detail.names, ['Mina Test'])
})

test('G13, A11 · rights given by name wait for the acceptance, and hold from then on', async () => {
  const { name, group } = await imported(xavier, whole, [rita.email])
  const secret = await noteIn(xavier, group, 'Secret')
  const path = `/api/spaces/${group}/notes/${secret.id}`
  assert.equal((await rita.get(path)).status, 404)
  await accept(rita, name)
  assert.equal((await must(rita.get<Note>(path))).may['edit'], false)
  assert.equal(nameOf(await noteIn(rita, group, 'Secret')), 'Edna Test (imported)')
})

test('G13, M5 · a person without an account signs up by the link, and finds what they wrote', async () => {
  const { name, group } = await imported(xavier, whole, ['wanda@example.org'])
  const link = await mailedLink(oona, 'wanda@example.org', /invitation/)
  const token = link.split('/').at(-1)!
  const offer = await must(nobody(here).get<Offer>(`/api/invitations/${token}`))
  assert.deepEqual(offer.credited, [{ name: 'Wanda Test', items: 1, comments: 0 }])
  assert.equal(offer.group.name, name)
  const body = { firstName: 'Wanda', lastName: 'Weiss', password }
  await must(nobody(here).post(`/api/invitations/${token}/acceptance`, body))
  assert.equal(nameOf(await noteIn(xavier, group, 'Draft')), 'Wanda Weiss')
})

test('G13, A4 · items that nobody accepts keep the name of their author: the importer is not their author, and takes them over visibly', async () => {
  const { name, group } = await imported(xavier, whole, [edna.email])
  const offer = await offered(edna, name)
  await must(edna.post(`/api/me/invitations/${offer.id}/declining`, {}), 204)
  const plan = await noteIn(xavier, group, 'Plan')
  assert.equal(plan.may['edit'], false)
  const taken = `/api/spaces/${group}/items/${plan.id}/taking-over`
  assert.equal(plan.may['takeOver'], true)
  await must(xavier.post(taken))
  const after = await noteIn(xavier, group, 'Plan')
  assert.equal(after.may['edit'], true)
  assert.equal(nameOf(after), 'Mina Test (imported)')
  assert.equal(nameOf(await noteIn(xavier, group, 'Secret')), 'Edna Test (imported)')
})

test('G13, X98 · only the invitation of that address into this group gives authorship: being inside does not, nor another invitation', async () => {
  const { group } = await imported(xavier, whole)
  await enter(here, group, [mina])
  assert.equal(nameOf(await noteIn(mina, group, 'Plan')), 'Mina Test (imported)')
  const other = await foundGroup(xavier, 'Another place')
  await must(xavier.post(`/api/groups/${other}/invitations`, { people: [{ email: edna.email }] }))
  const offer = await offered(edna, 'Another place')
  assert.deepEqual(offer.credited, [])
  await accept(edna, 'Another place')
  assert.equal(nameOf(await noteIn(xavier, group, 'Draft')), 'Wanda Test (imported)')
  assert.equal(nameOf(await noteIn(mina, group, 'Plan')), 'Mina Test (imported)')
})

test('G13, X98 · a forged address makes nobody an author: not an admin of the organization, not the importer under another name', async () => {
  const forged = withPeople((people) =>
    people.map((one) =>
      one.firstName === 'Mina'
        ? { ...one, email: ` ${oona.email.toUpperCase()} ` }
        : one.firstName === 'Edna'
          ? { ...one, email: xavier.email }
          : one,
    ),
  )
  const { name, group } = await imported(xavier, forged, [oona.email])
  assert.equal(nameOf(await noteIn(xavier, group, 'Plan')), 'Mina Test (imported)')
  assert.equal((await noteIn(xavier, group, 'Secret')).author.id, xavier.id, 'their own address')
  assert.equal((await oona.get(`/api/spaces/${group}/notes`)).status, 404)
  const offer = await offered(oona, name)
  assert.deepEqual([offer.role, offer.credited[0]?.name], ['member', 'Mina Test'])
})

test('G13, X98 · an invalid address can be neither chosen nor accepted, and one address accepts a few names at most', async () => {
  const forged = withPeople((people) => {
    const many = people.map((one) => ({ ...one, email: edna.email }))
    return many.map((one) => (one.firstName === 'Mina' ? { ...one, email: 'no\r\naddress' } : one))
  })
  const { id, preview } = await send(xavier, forged)
  const shown = preview?.members.find((one) => one.name === 'Mina Test')
  assert.equal(shown?.email, '')
  for (const invite of [['no address'], ['stranger@example.org'], [mina.email]]) {
    const refused = await xavier.post(`/api/group-imports/${id}/confirmation`, {
      name: 'Refused',
      invite,
    })
    assert.equal(refused.status, 400, invite.join())
  }
  const { group } = await confirmed(xavier, id, { name: 'Few names', invite: [edna.email] })
  const offer = await offered(edna, 'Few names')
  assert.ok(offer.credited.length <= 5)
  await accept(edna, 'Few names')
  assert.equal((await noteIn(xavier, group!, 'Secret')).author.id, edna.id)
  assert.equal(nameOf(await noteIn(xavier, group!, 'Plan')), 'Mina Test (imported)')
})

test('X57, G13 · the preview is the same whether or not an address of it has an account that the importer may not know', async () => {
  const closed = withPeople((people) =>
    people.map((one) => (one.firstName === 'Wanda' ? { ...one, email: 'zelda@example.org' } : one)),
  )
  const before = await send(xavier, closed)
  await guest(here, 'Zelda')
  const after = await send(xavier, closed)
  assert.deepEqual(after.preview, before.preview)
  for (const { id } of [before, after]) await must(xavier.delete(`/api/group-imports/${id}`), 204)
})

test('G13, X98 · thousands of people in an archive are names only where something is credited to them', async () => {
  const many = withPeople((people) => [
    ...people,
    ...Array.from({ length: 5000 }, (_, n) => {
      const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
      return { ...people[0]!, id, firstName: `P${n}`, email: `p${n}@example.org` }
    }),
  ])
  const { group } = await imported(xavier, many)
  const row = await db.row<{ count: number }>({
    text: 'select count(*)::int as count from imported_author where group_id = $1',
    values: [group],
  })
  assert.ok(row!.count <= 10, `${row!.count} names`)
})

test('G13 · a group that was imported is exported again with the same names and addresses', async () => {
  const { group } = await imported(xavier, whole)
  const again = await unpacked(await exportOf(here, xavier, group))
  const people = JSON.parse(again.get('people.json')!.toString()) as (Entry & Author)[]
  const mine = people.find(({ firstName }) => firstName === 'Mina')!
  assert.deepEqual([mine.lastName, mine.email], ['Test', mina.email])
  assert.notEqual(mine.id, mina.id)
})

test('X38 · a name waits for nobody any more once the person with its address is deleted', async () => {
  const yara = await colleague(here, organization, 'Yara')
  const forged = withPeople((people) =>
    people.map((one) => (one.firstName === 'Mina' ? { ...one, email: yara.email } : one)),
  )
  const { group } = await imported(xavier, forged)
  const waits = () =>
    db.row<{ email: string | null }>({
      text: `select email_key as email from imported_author where group_id = $1 and first_name = 'Mina'`,
      values: [group],
    })
  assert.equal((await waits())!.email, yara.email)
  await must(oona.post(`/api/organization/people/${yara.id}/deletion`), 202)
  assert.equal(await purgeDeparted(here.app.house, inDays(31)), 1)
  assert.equal((await waits())!.email, null)
})
