import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveRights, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { nobody, type Client } from '../../../test/world/people.ts'
import { emptyTrash } from '../items/trash.ts'
import { remindAllDue } from './reminders.ts'
import { work } from './work.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, group, elsewhere, root, open, closed } = await stage(instance)
const { ada, mina, gil, rita, xavier } = cast
const paris = 'Europe/Paris'
const day = 86_400_000

interface Reminder {
  id: string
  at: string
  start: string
  zone: string
  rule: string | null
  item: { id: string; title: string; space: { id: string } }
}

/** Nine o'clock in Paris, this many days from now. */
function nine(days: number): string {
  const then = new Date(Date.now() + days * day)
  return `${then.toLocaleDateString('sv', { timeZone: paris })}T09:00`
}

const remind = (who: Client, item: string, more: object = {}, space: string = group) =>
  who.post<Reminder>(`/api/spaces/${space}/items/${item}/reminders`, {
    start: nine(2),
    zone: paris,
    ...more,
  })
const mine = async (who: Client) =>
  (await must(who.get<{ items: Reminder[] }>('/api/me/reminders'))).items
const told = async (who: Client) => {
  const { items } = await must(
    who.get<{ items: { kind: string; item: { title: string } | null; count: number }[] }>(
      '/api/me/notices',
    ),
  )
  return items.filter(({ kind }) => kind === 'reminder').map(({ item }) => item?.title)
}
const inDays = (days: number) => new Date(Date.now() + days * day)

test('a reminder comes once, at its moment, as a notice to the person who set it, and then is gone', async () => {
  const note = await writeNote(ada, group, open, 'Call the roofer')
  const set = await must(remind(mina, note), 201)
  assert.equal(new Date(set.at).toLocaleTimeString('sv', { timeZone: paris }), '09:00:00')
  assert.deepEqual(
    (await mine(mina)).map(({ item, rule }) => [item.title, rule]),
    [['Call the roofer', null]],
  )
  await remindAllDue(house, inDays(1))
  assert.deepEqual(await told(mina), [])
  await remindAllDue(house, inDays(3))
  assert.deepEqual(await told(mina), ['Call the roofer'])
  assert.deepEqual([await mine(mina), await told(ada)], [[], []])
  await remindAllDue(house, inDays(3))
  assert.deepEqual(await told(mina), ['Call the roofer'])
})

test('every Monday at nine continues with the next Monday, however long the server was off', async () => {
  const note = await writeNote(ada, group, open, 'Weekly figures')
  const { at } = await must(remind(rita, note, { rule: 'FREQ=WEEKLY;BYDAY=MO' }), 201)
  const monday = (moment: string) =>
    new Date(moment).toLocaleString('en', {
      timeZone: paris,
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    })
  assert.equal(monday(at), 'Mon, 09')
  const later = inDays(40)
  await remindAllDue(house, later)
  assert.deepEqual(await told(rita), ['Weekly figures'])
  const [next] = await mine(rita)
  assert.ok(Date.parse(next!.at) > later.getTime())
  assert.equal(monday(next!.at), 'Mon, 09')
  await must(rita.delete(`/api/me/reminders/${next!.id}`), 204)
  assert.deepEqual(await mine(rita), [])
})

test('the runner is asked when the next one is due, by the clock of the database', async () => {
  const note = await writeNote(ada, group, open, 'Soon')
  const { id } = await must(remind(mina, note), 201)
  const [reminding] = work
  assert.ok('next' in reminding!)
  await instance.db.run({
    text: `update reminder set at = now() + interval '10 seconds' where id = $1`,
    values: [id],
  })
  const wait = await reminding.next(house)
  assert.ok(wait! > 0 && wait! <= 10_000)
  await must(mina.delete(`/api/me/reminders/${id}`), 204)
  assert.equal(await reminding.next(house), undefined)
})

test('I4 · nobody reads or removes a reminder of somebody else, or learns that there is one', async () => {
  const note = await writeNote(ada, group, open, 'Mine alone')
  const before = await must(ada.get<object>(`/api/spaces/${group}/changes`))
  const { id } = await must(remind(mina, note), 201)
  assert.deepEqual(await must(ada.get<object>(`/api/spaces/${group}/changes`)), before)
  assert.equal((await ada.delete(`/api/me/reminders/${id}`)).status, 404)
  assert.equal((await nobody(instance).get('/api/me/reminders')).status, 401)
  assert.deepEqual(await mine(ada), [])
  assert.equal((await mine(mina)).length, 1)
  await must(mina.delete(`/api/me/reminders/${id}`), 204)
})

test('I2 · I cannot set a reminder for an item that I may not view; the answer is the same as for one that does not exist', async () => {
  const hidden = await writeNote(cast.edna, group, closed, 'Hidden')
  const refused = await remind(mina, hidden)
  const absent = await remind(mina, '01900000-0000-7000-8000-000000000000')
  assert.deepEqual([refused.status, absent.status], [404, 404])
  const said = ({ body }: { body: object }) => ({ ...body, reference: '' })
  assert.deepEqual(said(refused), said(absent))
  assert.equal((await remind(xavier, hidden)).status, 404)
})

test('A11 · with the right to view, a reminder is shown no more and tells nothing; it returns with the right', async () => {
  const box = await makeNotebook(ada, group, root, 'For Gil')
  await giveRights(ada, group, box, [[{ kind: 'person', id: gil.id }, 'reader']])
  const note = await writeNote(ada, group, box, 'While it lasts')
  await must(remind(gil, note, { rule: 'FREQ=DAILY' }), 201)
  await giveRights(ada, group, box, [])
  assert.deepEqual(await mine(gil), [])
  await remindAllDue(house, inDays(3))
  assert.deepEqual(await told(gil), [])
  await giveRights(ada, group, box, [[{ kind: 'person', id: gil.id }, 'reader']])
  assert.equal((await mine(gil)).length, 1)
  await remindAllDue(house, inDays(6))
  assert.deepEqual(await told(gil), ['While it lasts'])
})

test('a reminder goes with its item: into the trash, back, to another space, and for ever', async () => {
  const { privateSpace } = await must(ada.get<{ privateSpace: string }>('/api/me'))
  const { items } = await must(
    ada.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${privateSpace}/containers`),
  )
  const drawer = items.find(({ kind }) => kind === 'notebook')!.id
  const note = await writeNote(ada, group, open, 'Travels')
  await must(remind(ada, note, { rule: 'FREQ=DAILY' }), 201)
  await must(ada.delete(`/api/spaces/${group}/items/${note}`), 204)
  assert.deepEqual(await mine(ada), [])
  await remindAllDue(house, inDays(3))
  assert.deepEqual(await told(ada), [])
  await must(ada.post(`/api/spaces/${group}/items/${note}/restoring`))
  assert.equal((await mine(ada)).length, 1)
  await must(
    ada.post(`/api/spaces/${group}/items/${note}/move`, {
      toSpace: privateSpace,
      toContainer: drawer,
    }),
  )
  assert.deepEqual(
    (await mine(ada)).map(({ item }) => item.space.id),
    [privateSpace],
  )
  await must(ada.delete(`/api/spaces/${privateSpace}/items/${note}`), 204)
  await instance.db.run({
    text: `update item set trashed_at = now() - interval '60 days' where trashed_at is not null`,
  })
  await emptyTrash(house, new Date())
  assert.deepEqual(
    await instance.db.rows({ text: 'select from reminder where item_id = $1', values: [note] }),
    [],
  )
})

test('E1 · somebody who has switched reminders off at their levels is told nothing', async () => {
  const note = await writeNote(ada, group, open, 'Not told')
  await must(
    mina.put('/api/me/notice-settings/levels', {
      reminder: { product: false, push: false, mail: 'off' },
    }),
    204,
  )
  const before = (await told(mina)).length
  await must(remind(mina, note), 201)
  await remindAllDue(house, inDays(3))
  assert.equal((await told(mina)).length, before)
})

test('I12 · a person has a limited number of reminders, and for one item, also when many are set at the same time', async () => {
  const note = await writeNote(xavier, elsewhere, await firstOf(xavier), 'Often')
  const answers = await Promise.all(
    Array.from({ length: 14 }, () => remind(xavier, note, {}, elsewhere)),
  )
  assert.equal(answers.filter(({ status }) => status === 201).length, 10)
  assert.ok(answers.every(({ status }) => status === 201 || status === 409))
})

async function firstOf(who: Client): Promise<string> {
  const { items } = await must(
    who.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${elsewhere}/containers`),
  )
  const { id } = items.find(({ kind }) => kind === 'notebook') ?? {
    id: await makeNotebook(who, elsewhere, items.find(({ kind }) => kind === 'root')!.id, 'Box'),
  }
  return id
}

test('X119 · a moment that is past, too far or none, and a rule that is none, are refused by their field', async () => {
  const note = await writeNote(ada, group, open, 'When')
  for (const [sent, field] of [
    [{ start: nine(-2) }, 'body.start'],
    [{ start: nine(5000) }, 'body.start'],
    [{ start: '2030-02-30T09:00' }, 'body.start'],
    [{ start: 'tomorrow' }, 'body.start'],
    [{ zone: 'Nowhere/Land' }, 'body.start'],
    [{ rule: 'FREQ=SECONDLY' }, 'body.rule'],
    [{ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'body.rule'],
    [{ rule: 'x'.repeat(500) }, 'body.rule'],
  ] as const) {
    const answer = await remind(ada, note, sent)
    const { fields } = answer.body as unknown as { fields?: { field: string }[] }
    assert.deepEqual([answer.status, fields?.[0]?.field], [400, field], JSON.stringify(sent))
  }
})
