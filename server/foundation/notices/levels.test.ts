import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  makeNotebook,
  giveRights,
  must,
  rootOf,
  writeNote,
  type Named,
} from '../../../test/world/cast.ts'
import { inDays } from '../../../test/world/clock.ts'
import { groupOf, memberOf, planFor, type GroupAnswer } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'
import { endWhatIsOver, remindSponsors } from '../membership/ending.ts'
import { followAll } from './following.ts'

const instance = await startInstance()
const { house } = instance.app
const { organization } = await founded(instance)
let people = 0
const somebody = () => colleague(instance, organization, `Somebody${(people += 1)}`)

interface Notice {
  id: string
  kind: string
  count: number
  item: { title: string } | null
  container: { title: string } | null
  actors: { id: string }[]
}

async function told(who: Client): Promise<Notice[]> {
  await followAll(house)
  return (await must(who.get<{ items: Notice[] }>('/api/me/notices'))).items
}
const kinds = async (who: Client) => (await told(who)).map(({ kind }) => kind)
const forget = async () => {
  await followAll(house)
  await instance.db.run({ text: 'delete from notice' })
}

/** A group of Ada's with Mina and Nestor inside, an open notebook and one that only Ada sees. */
async function scene(settings: object = {}) {
  const [ada, mina, nestor] = [await somebody(), await somebody(), await somebody()]
  await planFor(instance, ada, { guests: true })
  const group = await groupOf(ada, { settings: { guestsAllowed: true, ...settings } })
  for (const who of [mina, nestor]) await memberOf(instance, group, who)
  const root = await rootOf(ada, group.id)
  const open = await makeNotebook(ada, group.id, root, 'Open')
  const closed = await makeNotebook(ada, group.id, root, 'Closed')
  await giveRights(ada, group.id, open, [[{ kind: 'group', id: group.id }, 'editor']])
  await giveRights(ada, group.id, closed, [[{ kind: 'person', id: ada.id }, 'editor']])
  await forget()
  return { ada, mina, nestor, group, open, closed }
}

const level = { product: true, push: false, mail: 'off' }
const wantsAll = (who: Client, group: GroupAnswer) =>
  must(who.put(`/api/spaces/${group.id}/notice-levels`, { all: level }), 204)
const rename = (who: Client, group: GroupAnswer, item: string, title: string) =>
  must(who.patch(`/api/spaces/${group.id}/notes/${item}`, { title }))
const follow = (who: Client, group: GroupAnswer, item: string) =>
  must(who.put(`/api/spaces/${group.id}/items/${item}/following`), 204)
const comment = (who: Client, group: GroupAnswer, item: string) =>
  must(
    who.post<{ id: string }>(`/api/spaces/${group.id}/items/${item}/comments`, {
      body: 'Well',
      mentions: [],
    }),
    201,
  )

test('E1 · people who chose *all* for a group get notices of new and changed items that they may see, and not of their own', async () => {
  const { ada, mina, nestor, group, open, closed } = await scene()
  await wantsAll(mina, group)
  const note = await writeNote(ada, group.id, open, 'Fresh')
  await writeNote(ada, group.id, closed, 'Secret')
  await writeNote(mina, group.id, open, 'Of Mina')
  const [first, ...more] = await told(mina)
  assert.deepEqual([first?.kind, first?.item?.title, more.length], ['new-item', 'Fresh', 0])
  assert.deepEqual(await kinds(nestor), [], 'others chose nothing')
  await rename(nestor, group, note, 'Fresher')
  assert.deepEqual(await kinds(mina), ['new-item'], 'new as long as it was not read')
  await must(mina.post(`/api/me/notices/${first!.id}/reading`), 204)
  await rename(nestor, group, note, 'Freshest')
  await rename(ada, group, note, 'Really')
  const [changed] = await told(mina)
  assert.deepEqual(
    [changed?.kind, changed?.count, changed?.item?.title],
    ['changed-item', 2, 'Really'],
  )
})

test('E1 · a group that is archived or whose notices are off sends no notices, except about the person’s own membership', async () => {
  const { ada, mina, group, open } = await scene({ notifications: false })
  await wantsAll(mina, group)
  const note = await writeNote(ada, group.id, open, 'Quiet')
  await follow(mina, group, note)
  await rename(ada, group, note, 'Quieter')
  await must(mina.post(`/api/groups/${group.id}/leaving`, {}), 204)
  assert.deepEqual(await kinds(mina), [])
  assert.deepEqual(await kinds(ada), [], 'who comes and goes is not told either')
})

test('E1 · people who follow an item get one notice for each burst of its changes, as long as they may see it', async () => {
  const { ada, mina, nestor, group, open } = await scene()
  const note = await writeNote(ada, group.id, open, 'Followed')
  await follow(mina, group, note)
  await follow(ada, group, note)
  await forget()
  for (const title of ['One', 'Two', 'Three']) await rename(nestor, group, note, title)
  const [line, ...more] = await told(mina)
  assert.deepEqual(
    [line?.kind, line?.count, line?.item?.title, more.length],
    ['followed', 3, 'Three', 0],
  )
  assert.deepEqual(await kinds(nestor), [])
  await rename(mina, group, note, 'Mine')
  assert.equal((await told(mina))[0]?.count, 3, 'not of one’s own acts')
  await giveRights(ada, group.id, open, [[{ kind: 'person', id: ada.id }, 'editor']])
  assert.deepEqual(await kinds(mina), [])
})

test('E1 · pushes and mails about changes wait until the burst has ended', async () => {
  const { ada, mina, group, open } = await scene()
  const note = await writeNote(ada, group.id, open, 'Busy')
  await follow(mina, group, note)
  const atOnce = { follow: { product: true, push: true, mail: 'at-once' } }
  await must(mina.put('/api/me/notice-settings/levels', atOnce), 204)
  await forget()
  const due = async () => {
    await followAll(house)
    const row = await instance.db.row<{ mail: string; later: boolean }>({
      text: `select mail_at as mail, mail_at > the_time() + interval '5 minutes' as later from notice where person_id = $1 and kind = 'followed'`,
      values: [mina.id],
    })
    return row!
  }
  await rename(ada, group, note, 'Busier')
  const first = await due()
  assert.equal(first.later, true)
  await rename(ada, group, note, 'Busiest')
  assert.equal((await due()).mail, first.mail, 'and is not put off by what follows')
})

test('E1 · people who commented get notices of replies', async () => {
  const { ada, mina, nestor, group, open } = await scene()
  const note = await writeNote(ada, group.id, open, 'Discussed')
  await comment(mina, group, note)
  await forget()
  await comment(nestor, group, note)
  assert.deepEqual(await kinds(mina), ['reply'])
  assert.deepEqual(await kinds(nestor), [])
})

test('E1 · authors get notices of their items that others delete, not of those that they delete themselves', async () => {
  const { ada, mina, group, open } = await scene()
  const [one, two] = [
    await writeNote(mina, group.id, open, 'Deleted'),
    await writeNote(mina, group.id, open, 'By herself'),
  ]
  const { id } = await comment(mina, group, one)
  await forget()
  await must(ada.delete(`/api/spaces/${group.id}/items/${one}/comments/${id}`), 204)
  assert.deepEqual(await kinds(mina), ['comment-deleted'])
  await forget()
  await must(ada.delete(`/api/spaces/${group.id}/items/${one}`), 204)
  await must(mina.delete(`/api/spaces/${group.id}/items/${two}`), 204)
  const [line, ...more] = await told(mina)
  assert.deepEqual([line?.kind, line?.item?.title, more.length], ['deleted', 'Deleted', 0])
  const trash = await must(mina.get<{ items: { id: string }[] }>(`/api/spaces/${group.id}/trash`))
  assert.ok(
    trash.items.some(({ id: there }) => there === one),
    'it leads to the trash, where its author finds it',
  )
  await must(ada.post(`/api/spaces/${group.id}/items/${one}/restoring`))
  assert.deepEqual(await kinds(mina), [], 'no news once it is back')
})

test('E1 · of a deletion is told only who finds the thing in the trash', async () => {
  const { ada, mina, group, open } = await scene()
  const note = await writeNote(mina, group.id, open, 'Deleted')
  await forget()
  await must(ada.delete(`/api/spaces/${group.id}/items/${note}`), 204)
  assert.deepEqual(await kinds(mina), ['deleted'])
  await giveRights(ada, group.id, open, [[{ kind: 'person', id: ada.id }, 'editor']])
  assert.deepEqual(await kinds(mina), [])
  const { items } = await must(mina.get<{ items: object[] }>(`/api/spaces/${group.id}/trash`))
  assert.deepEqual(items, [])
})

const trashContainer = (who: Client, group: GroupAnswer, id: string) =>
  must(who.delete(`/api/spaces/${group.id}/containers/${id}`), 204)
const about = async (who: Client) =>
  (await told(who)).map(({ kind, container }) => [kind, container?.title])

test('E1 · authors are told once of a notebook with things of theirs that somebody else put into the trash', async () => {
  const { ada, mina, nestor, group, open } = await scene()
  for (const title of ['One', 'Two']) await writeNote(mina, group.id, open, title)
  await writeNote(ada, group.id, open, 'Of Ada')
  const gone = await writeNote(nestor, group.id, open, 'Gone before')
  await must(nestor.delete(`/api/spaces/${group.id}/items/${gone}`), 204)
  await forget()
  await trashContainer(ada, group, open)
  const [line, ...more] = await told(mina)
  assert.deepEqual(
    [line?.kind, line?.container?.title, line?.count, line?.actors[0]?.id, more.length],
    ['container-deleted', 'Open', 1, ada.id, 0],
  )
  assert.deepEqual(await kinds(nestor), [], 'nothing of theirs went with it')
  assert.deepEqual(await kinds(ada), [], 'who did it knows')
  await must(ada.post(`/api/spaces/${group.id}/containers/${open}/restoring`))
  assert.deepEqual(await kinds(mina), [], 'no news once it is back')
})

test('E1 · a folder with several notebooks causes one notice; people who may not see the folder get one about the notebook alone, or none', async () => {
  const { ada, mina, nestor, group } = await scene()
  const gil = await guest(instance, 'Gus')
  await memberOf(instance, group, gil)
  const root = await rootOf(ada, group.id)
  const folder = await makeNotebook(ada, group.id, root, 'Folder', 'folder')
  const [shared, lost] = [
    await makeNotebook(ada, group.id, folder, 'Shared'),
    await makeNotebook(ada, group.id, folder, 'Lost'),
  ]
  const everybody: Named = [{ kind: 'group', id: group.id }, 'editor']
  for (const id of [shared, lost]) await giveRights(ada, group.id, id, [everybody])
  for (const [who, where] of [
    [mina, shared],
    [mina, lost],
    [nestor, shared],
    [gil, lost],
  ] as const)
    await writeNote(who, group.id, where, 'Mine')
  await giveRights(ada, group.id, folder, [[{ kind: 'person', id: mina.id }, 'reader']])
  await giveRights(ada, group.id, lost, [[{ kind: 'person', id: mina.id }, 'editor']])
  await forget()
  await trashContainer(ada, group, folder)
  assert.deepEqual(await about(mina), [['container-deleted', 'Folder']])
  assert.deepEqual(await about(nestor), [['container-deleted', 'Shared']])
  assert.deepEqual(await about(gil), [], 'they have lost the notebook before')
  await must(mina.post(`/api/groups/${group.id}/leaving`, {}), 204)
  assert.deepEqual(await about(mina), [], 'asked again whenever it is shown')
})

test('E1 · replies, deletions, changes, comings and answers are in the list, and by mail only for those who chose that', async () => {
  const { ada, mina, nestor, group, open } = await scene()
  const note = await writeNote(mina, group.id, open, 'Discussed')
  await follow(nestor, group, note)
  await comment(ada, group, note)
  await forget()
  const { id } = await comment(nestor, group, note)
  await followAll(house)
  await rename(ada, group, note, 'Renamed')
  await must(ada.delete(`/api/spaces/${group.id}/items/${note}/comments/${id}`), 204)
  await followAll(house)
  await must(ada.delete(`/api/spaces/${group.id}/items/${note}`), 204)
  await must(nestor.post(`/api/groups/${group.id}/leaving`, {}), 204)
  await followAll(house)
  const mailed = await instance.db.rows<{ kind: string; mails: boolean }>({
    text: `select kind, push_at is not null or mail_at is not null or digest_at is not null as mails from notice
      where kind in ('reply', 'followed', 'comment-deleted', 'deleted', 'left') and space_id = $1 order by kind`,
    values: [group.id],
  })
  assert.deepEqual(
    mailed.map(({ kind, mails }) => [kind, mails]),
    [
      ['comment-deleted', false],
      ['deleted', false],
      ['followed', false],
      ['left', false],
      ['reply', false],
    ],
  )
})

test('E1 · people who run a group get notices of people who join and leave; members do not', async () => {
  const { ada, mina, nestor, group } = await scene()
  const cosmo = await somebody()
  await memberOf(instance, group, cosmo, 'co-administrator')
  await forget()
  await must(mina.post(`/api/groups/${group.id}/leaving`, {}), 204)
  for (const who of [ada, cosmo]) {
    const [line] = await told(who)
    assert.deepEqual([line?.kind, line?.actors.map(({ id }) => id)], ['left', [mina.id]])
  }
  await must(
    ada.post(`/api/groups/${group.id}/members`, { people: [{ person: mina.id, role: 'member' }] }),
  )
  assert.deepEqual(await kinds(ada), ['left'], 'not of their own act')
  assert.deepEqual((await kinds(cosmo)).toSorted(), ['joined', 'left'])
  assert.deepEqual(await kinds(nestor), [])
})

test('E1, M9 · people who run a group get a notice of somebody whose membership begins later on that day', async () => {
  const { ada, mina, group } = await scene()
  const [cosmo, nora] = [await somebody(), await somebody()]
  await memberOf(instance, group, cosmo, 'co-administrator')
  await forget()
  await must(
    ada.post(`/api/groups/${group.id}/members`, {
      people: [{ person: nora.id, role: 'member' }],
      starts: inDays(3).toISOString(),
    }),
  )
  assert.deepEqual(await kinds(cosmo), [])
  await instance.db.run({
    text: `update membership set starts = the_time() - interval '1 minute' where group_id = $1 and person_id = $2`,
    values: [group.id, nora.id],
  })
  await endWhatIsOver(house)
  assert.deepEqual(await kinds(cosmo), ['joined'])
  assert.deepEqual(await kinds(mina), [])
})

test('E1 · an inviter gets a notice of the answer', async () => {
  const { ada, group } = await scene()
  const [yes, no] = [await guest(instance, 'Yes'), await guest(instance, 'No')]
  const path = `/api/groups/${group.id}/invitations`
  const asked = await must(
    ada.post<{ items: { id: string }[] }>(path, {
      people: [{ email: yes.email }, { email: no.email }],
    }),
  )
  const [first, second] = asked.items.map(({ id }) => `/api/me/invitations/${id}`)
  await must(yes.post(`${first}/acceptance`))
  await must(no.post(`${second}/declining`, {}), 204)
  assert.deepEqual((await kinds(ada)).toSorted(), ['invitation-accepted', 'invitation-declined'])
})

test('E1, M9 · the sponsor of a guest reads in the list that the stay ends soon', async () => {
  const { ada, mina, group } = await scene()
  const gil = await guest(instance, 'Gil')
  await memberOf(instance, group, gil)
  const terms = { sponsor: mina.id, until: inDays(20).toISOString() }
  await must(ada.patch(`/api/groups/${group.id}/members/${gil.id}`, terms), 204)
  await forget()
  await remindSponsors(house, inDays(7))
  const [line] = await told(mina)
  assert.deepEqual([line?.kind, line?.actors.map(({ id }) => id)], ['guest-ending', [gil.id]])
})
