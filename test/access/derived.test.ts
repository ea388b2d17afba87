import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { doors } from '../../server/app/doors.ts'
import { exportNext } from '../../server/operations/exchange/exports.ts'
import { newId } from '../../server/kernel/ids.ts'
import { must } from '../world/cast.ts'
import { exported } from '../world/exported.ts'
import { password, type Answer, type Client } from '../world/people.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import {
  derivedScene,
  endings,
  mark,
  type DerivedScene,
  type Source,
  type Way,
} from './derived-scene.ts'
import { makeItem } from './tool-places.ts'

/**
 * Derived objects do not outlive their source (I8): each is made, its source is ended in each possible way, and it is used: the
 * answer must be as if it had never existed. Each try is a separate rehearsal.
 */
const house = await startRehearsal()
const scene = await derivedScene(house)

/** Mina asks for another address; the links of both mails. */
async function addressAsked(s: DerivedScene): Promise<{ proof: string; stop: string }> {
  await must(s.mina.post('/api/me/security/confirmation', { password }))
  await must(s.mina.post('/api/me/email-change', { email: 'mina.new@example.org' }), 202)
  return {
    proof: await s.linkTo('mina.new@example.org', 'change-email'),
    stop: await s.linkTo(s.mina.email, 'stop-email-change'),
  }
}

interface Uses {
  use(): Promise<unknown>
  never(): Promise<unknown>
  /** One answer for each item of the scene, and each must show that it works. */
  ofEach?: true
}

interface Derived {
  /** Makes it; returns how to use it, and how to use one that never existed. The two answers are compared. */
  make(scene: DerivedScene): Promise<Uses>
  ends: Way[]
}

const noToken = randomBytes(32).toString('base64url')
const noId = newId()
const saidOf = ({ status, body }: Answer<unknown>) => [
  status,
  (body as { code?: string } | undefined)?.code,
]

/** By a secret or an id: used with the real one, and with one that never existed. */
const byKey = (key: string, none: string, ask: (key: string) => Promise<Answer<unknown>>) => ({
  use: async () => saidOf(await ask(key)),
  never: async () => saidOf(await ask(none)),
})

/** Traces of these words that the doors still show: for each word, the doors. */
const traces = (who: Client, paths: string[], of: string[]) => ({
  async use() {
    const found = of.map(() => [] as string[])
    for (const path of paths) {
      const { status, body } = await who.get<unknown>(path)
      const text = status === 200 ? JSON.stringify(body ?? '') : ''
      of.forEach((each, at) => text.includes(each) && found[at]!.push(path))
    }
    return found
  },
  never: async () => of.map((): string[] => []),
  ofEach: true as const,
})

/** For each item of the scene, whatever its tool. */
const ids = scene.sources.map(({ id }) => id)

/** Does the same with each of them. */
async function withEach(act: (source: Source) => Promise<unknown>): Promise<void> {
  for (const source of scene.sources) await act(source)
}

/** By a path of each of them, and of one that never existed. */
const byItem = (ask: (item: string, source: Source) => Promise<Answer<unknown>>) => {
  const asked = async (path: (source: Source) => string) => {
    const all: unknown[] = []
    await withEach(async (source) => all.push(saidOf(await ask(path(source), source))))
    return all
  }
  return {
    use: () => asked(({ item }) => item),
    never: () => asked(({ id, item }) => item.replace(id, noId)),
    ofEach: true as const,
  }
}

const out: Way[] = ['mina is removed', 'mina leaves', 'mina’s account stops', 'mina is deleted']
const groupEnds: Way[] = ['the group is deleted']
const sourceEnds: Way[] = [
  ...['the item is thrown away', 'its container is thrown away', 'the item is moved away'],
  ...['the right is withdrawn', 'its tool is switched off', 'the group is deleted'],
] as Way[]
const sessionEnds: Way[] = [
  ...['mina’s account stops', 'mina’s account stops and starts', 'mina is deleted'],
  ...['mina changes her password', 'mina resets her password'],
] as Way[]
const inviterEnds: Way[] = [
  ...['cosmo is a member only', 'cosmo is removed', 'cosmo leaves', 'cosmo’s account stops'],
  ...['cosmo is deleted', 'only the administrator invites', 'the group is archived'],
  ...['the group is deleted'],
] as Way[]

/** Rita, invited by Cosmo: the id, and the secret of her link. */
async function invited({ cosmo, rita, group, linkTo }: DerivedScene) {
  const sent = { people: [{ email: rita.email }] }
  const { items } = await must(
    cosmo.post<{ items: { id: string }[] }>(`/api/groups/${group}/invitations`, sent),
  )
  return { id: items[0]!.id, token: await linkTo(rita.email, 'invitations') }
}

const derived: Record<string, Derived> = {
  'what an invitation link shows': {
    async make(s) {
      const { token } = await invited(s)
      return byKey(token, noToken, (key) => s.anyone.get(`/api/invitations/${key}`))
    },
    ends: inviterEnds,
  },
  'an invitation link, accepted': {
    async make(s) {
      const { token } = await invited(s)
      return byKey(token, noToken, (key) => s.rita.post(`/api/invitations/${key}/acceptance`, {}))
    },
    ends: inviterEnds,
  },
  'an invitation in one’s own list, accepted': {
    async make(s) {
      const { id } = await invited(s)
      return byKey(id, noId, (key) => s.rita.post(`/api/me/invitations/${key}/acceptance`))
    },
    ends: [...inviterEnds, 'rita’s account stops'],
  },
  'the sight of a private group that an invitation gives': {
    async make(s) {
      await invited(s)
      return byKey(s.group, noId, (key) => s.rita.get(`/api/groups/${key}`))
    },
    ends: inviterEnds,
  },
  'an invitation in lists and notices': {
    async make(s) {
      await invited(s)
      await s.told()
      return traces(s.rita, ['/api/me/invitations', '/api/me/notices', '/api/home'], [mark])
    },
    ends: inviterEnds,
  },
  'the link of a colleague’s invitation': {
    async make(s) {
      const invitations = [{ email: 'newcomer@example.org', orgRole: 'member' }]
      await must(s.otto.post('/api/organization/invitations', { invitations, message: '' }))
      const token = await s.linkTo('newcomer@example.org', 'invitations')
      const form = { firstName: 'New', lastName: 'Comer', password }
      return byKey(token, noToken, (key) =>
        s.anyone.post(`/api/invitations/${key}/acceptance`, form),
      )
    },
    ends: ['otto is an admin no more', 'otto’s account stops'],
  },
  'a link that proves a new address': {
    async make(s) {
      const { proof } = await addressAsked(s)
      return byKey(proof, noToken, (key) => s.mina.post(`/api/me/email-change/${key}`))
    },
    ends: ['mina’s account stops', 'mina is deleted', 'mina resets her password'],
  },
  'a link that stops a change of address': {
    async make(s) {
      const { stop } = await addressAsked(s)
      return byKey(stop, noToken, (key) => s.anyone.post(`/api/email-change/${key}`))
    },
    ends: ['mina’s account stops', 'mina is deleted', 'mina resets her password'],
  },
  'a link that resets the password': {
    async make(s) {
      await must(s.anyone.post('/api/password-reset', { email: s.mina.email }), 202)
      const token = await s.linkTo(s.mina.email, 'reset-password')
      const sent = { password: 'Ten blue kettles sing' }
      return byKey(token, noToken, (key) => s.anyone.post(`/api/password-reset/${key}`, sent))
    },
    ends: sessionEnds,
  },
  'what a link that resets the password shows': {
    async make(s) {
      await must(s.anyone.post('/api/password-reset', { email: s.mina.email }), 202)
      const token = await s.linkTo(s.mina.email, 'reset-password')
      return byKey(token, noToken, (key) => s.anyone.get(`/api/password-reset/${key}`))
    },
    ends: sessionEnds,
  },
  'a session': {
    make: async (s) => ({
      use: async () => saidOf(await s.mina.get('/api/me')),
      never: async () => saidOf(await s.stranger(s.mina).get('/api/me')),
    }),
    ends: [...sessionEnds, 'mina ends her other sessions'],
  },
  'an API token': program('api-token'),
  'an app password': program('app-password'),
  'the question that a new passkey answers': {
    async make(s) {
      const session = await s.again(s.mina)
      await must(session.post('/api/me/security/confirmation', { password }))
      await must(session.post('/api/me/security/passkey-options'))
      return {
        use: async () => saidOf(await session.get('/api/me/security')),
        never: async () => saidOf(await s.stranger(s.mina).get('/api/me/security')),
      }
    },
    ends: [...sessionEnds, 'mina ends her other sessions'],
  },
  'a browser that is told by push': {
    async make(s) {
      const { id } = await must(
        s.mina.post<{ id: string }>('/api/me/push-subscriptions', s.browser(s.mina)),
        201,
      )
      return {
        use: () =>
          house.db.rows({
            text: `select u.id from push_subscription u join session s on s.id = u.session_id where u.id = $1`,
            values: [id],
          }),
        never: async () => [],
      }
    },
    ends: [...sessionEnds, 'mina ends her other sessions'],
  },
  'looking at a group as somebody in it': {
    async make(s) {
      const { token } = await must(
        s.ada.post<{ token: string }>(`/api/groups/${s.group}/viewings`, { person: s.mina.id }),
        201,
      )
      const read = async (key: string) => {
        const all: number[] = []
        await withEach(async ({ item }) => {
          all.push((await s.ada.get(item, undefined, { 'atelier-view-as': key })).status)
        })
        return all
      }
      return { use: () => read(token), never: () => read(noToken), ofEach: true }
    },
    ends: ['mina’s account stops', 'mina is deleted', 'ada hands over'],
  },
  'a notice of a comment': {
    async make(s) {
      await withEach(async ({ item }) => {
        await must(s.mina.put(`${item}/following`), 204)
        await must(s.cosmo.post(`${item}/comments`, { body: `${mark} again` }), 201)
      })
      await s.told()
      return traces(s.mina, ['/api/me/notices'], ids)
    },
    ends: [...out, ...sourceEnds],
  },
  'a notice, by its id and in the count': {
    async make(s) {
      await must(s.mina.post('/api/me/notices/reading', { until: new Date().toISOString() }), 204)
      const sent = { body: '…', mentions: mention(s.mina) }
      await must(s.cosmo.post(`${s.sources[0]!.item}/comments`, sent), 201)
      await s.told()
      const { items } = await must(s.mina.get<{ items: { id: string }[] }>('/api/me/notices'))
      return byKey(items[0]!.id, noId, (key) => s.mina.post(`/api/me/notices/${key}/reading`))
    },
    ends: [...out, ...sourceEnds],
  },
  'a mention': {
    async make(s) {
      await withEach(({ item }) => mentioned(s, item, s.mina))
      return traces(s.mina, ['/api/mentions', '/api/me/notices', '/api/home'], ids)
    },
    ends: [...out, ...sourceEnds],
  },
  'a mention of a guest, where it is for internals only': {
    async make(s) {
      await withEach(({ item }) => mentioned(s, item, s.gil))
      await s.told()
      return traces(s.gil, ['/api/mentions', '/api/me/notices'], ids)
    },
    ends: [
      ...['the item is for internals only', 'its container is for internals only'],
      ...['gil is removed'],
    ] as Way[],
  },
  'favourites, what one opened, follows and was told of': marks('mina', [...out, ...sourceEnds]),
  'a guest’s favourites and what they opened': marks('gil', [
    ...['the item is for internals only', 'its container is for internals only'],
    ...['gil is removed', 'the item is moved away'],
  ] as Way[]),
  'a version of an item': {
    make: async (s) => {
      const read = async (number: number) => {
        const all: number[] = []
        await withEach(async ({ of: { tool, kind }, item }) => {
          if (tool.items[kind]!.versions)
            all.push((await s.mina.get(`${item}/versions/${number}`)).status)
        })
        return all
      }
      return { use: () => read(1), never: () => read(999), ofEach: true }
    },
    ends: [...out, ...sourceEnds],
  },
  'what search, the newest and the shared list find': {
    make: async (s) => {
      await withEach(({ item }) => must(s.ada.put(`${item}/tags/${mark}`), 204))
      return traces(s.mina, [`/api/search?q=${mark}`, '/api/newest', '/api/shared-with-me'], ids)
    },
    ends: [...out, ...sourceEnds],
  },
  'a link from an item elsewhere, of the same tool': {
    async make(s) {
      const links: string[] = []
      await withEach(async ({ of, far, id }) => {
        const there = await makeItem(of, s.mina, { space: s.elsewhere, container: far })
        const at = `/api/spaces/${s.elsewhere}/items/${there}/links`
        await must(s.mina.post(at, { toSpace: s.group, toItem: id }), 204)
        links.push(at)
      })
      return traces(s.mina, links, ids)
    },
    ends: [...out, ...sourceEnds],
  },
  'an answer that a browser has kept, by its ETag': {
    async make(s) {
      const kept = new Map<string, object>()
      await withEach(async ({ id, item }) => {
        const { headers } = await s.mina.get(item)
        kept.set(id, { 'if-none-match': String(headers['etag']) })
      })
      return byItem((item, { id }) => s.mina.get(item, undefined, { ...kept.get(id) }))
    },
    ends: [...out, ...sourceEnds],
  },
  'an edit that expects the version one has read': {
    async make(s) {
      const { headers } = await s.mina.get(`${s.space}/notes/${s.note}`)
      const kept = { 'if-match': String(headers['etag']) }
      return byKey(s.note, noId, (key) =>
        s.mina.patch(`${s.space}/notes/${key}`, { title: 'Late' }, kept),
      )
    },
    ends: [...out, ...sourceEnds],
  },
  'the answer that an idempotency key keeps': {
    async make(s) {
      const key = { 'idempotency-key': 'once' }
      const body = { title: `${mark} once` }
      const at = (notebook: string) => `${s.space}/notebooks/${notebook}/notes`
      await must(s.mina.post(at(s.notebook), body, key), 201)
      const none = { 'idempotency-key': 'other' }
      return {
        use: async () => saidOf(await s.mina.post(at(s.notebook), body, key)),
        never: async () => saidOf(await s.mina.post(at(noId), body, none)),
      }
    },
    ends: [...out, ...sourceEnds].filter((way) => !way.startsWith('the item is')),
  },
  'a file inside a note, by its address': {
    async make(s) {
      const sent = await s.ada.post<{ sha256: string }>(`${s.space}/notes/${s.note}/files`, s.png, {
        'content-type': 'image/png',
      })
      const at = `files/${sent.body.sha256}`
      return byKey(s.note, noId, (key) => s.mina.get(`${s.space}/notes/${key}/${at}`))
    },
    ends: [...out, ...sourceEnds],
  },
  'an attachment, by its address': {
    async make(s) {
      const attached = new Map<string, string>()
      await withEach(async ({ id, item }) => {
        const sent = s.ada.post<{ id: string }>(`${item}/attachments?name=a.png`, s.png, {
          'content-type': 'application/octet-stream',
        })
        attached.set(id, (await must(sent, 201)).id)
      })
      return byItem((item, { id }) => s.mina.get(`${item}/attachments/${attached.get(id)}/content`))
    },
    ends: [...out, ...sourceEnds],
  },
  'a reminder': {
    async make(s) {
      const sent = { start: `${new Date().getUTCFullYear() + 1}-06-01T09:00`, zone: 'Europe/Paris' }
      await withEach(({ item }) => must(s.mina.post(`${item}/reminders`, sent), 201))
      return traces(s.mina, ['/api/me/reminders'], ids)
    },
    ends: [...out, ...sourceEnds],
  },
  'the thumbnail of an attached picture, by its address': thumbnail(),
  'the address of the group’s picture': {
    async make(s) {
      const { picture } = await must(
        s.ada.put<{ picture: string }>(`/api/groups/${s.group}/picture`, s.png, {
          'content-type': 'image/png',
        }),
      )
      return byKey(picture, picture.replace(s.group, noId), (path) => s.mina.get(path))
    },
    ends: [...out, ...groupEnds],
  },
  'the history of the group as a file': {
    make: async (s) =>
      byKey(s.group, noId, (key) => s.ada.get(`/api/groups/${key}/history/export`)),
    ends: ['ada’s account stops', 'the group is deleted'],
  },
  'an archive of the group': {
    async make(s) {
      const at = `/api/groups/${s.group}/exports`
      const { id } = await must(s.ada.post<{ id: string }>(at), 202)
      await exportNext(house.app.house, new AbortController().signal)
      return byKey(id, noId, (key) => s.ada.get(`${at}/${key}/archive`))
    },
    ends: ['ada hands over', 'ada’s account stops', 'the group is deleted'],
  },
  'one’s own data as a file': {
    async make(s) {
      const mine: string[] = []
      await withEach(async ({ of, container }) => {
        mine.push(await makeItem(of, s.mina, { space: s.group, container }))
        await must(s.mina.put(`${s.space}/items/${mine.at(-1)}/favourite`), 204)
      })
      return {
        async use() {
          const files = [...(await exported(house, s.mina))].flat().join('\n')
          return mine.map((each) => files.includes(each))
        },
        never: async () => mine.map(() => false),
        ofEach: true,
      }
    },
    ends: [...out, 'the right is withdrawn', 'its tool is switched off', 'the group is deleted'],
  },
  'a request to join': {
    async make(s) {
      await must(
        s.ada.patch(`/api/groups/${s.group}`, {
          settings: { listed: 'organization', joining: 'request' },
        }),
      )
      const { id } = await must(
        s.rita.post<{ id: string }>(`/api/groups/${s.group}/join-requests`, { message: 'Please' }),
        201,
      )
      return byKey(id, noId, (key) =>
        s.ada.post(`/api/groups/${s.group}/join-requests/${key}/approval`),
      )
    },
    ends: [
      ...(['rita’s account stops', 'rita is deleted'] as const),
      ...(['the group is archived', 'the group is deleted'] as const),
    ],
  },
  'the link that ends mails about a group': {
    async make(s) {
      const { secretOf, stopToken } = await import('../../server/foundation/notices/links.ts')
      const { linkKey } = await secretOf(house.app.house)
      const token = stopToken(linkKey, { person: s.mina.id, space: s.group })
      return traces(s.anyone, [`/api/unsubscribe/${token}`], [mark])
    },
    ends: [...out, ...groupEnds],
  },
}

const mention = ({ id }: Client) => [{ kind: 'person', id }]
const mentioned = ({ cosmo }: DerivedScene, item: string, who: Client) =>
  must(cosmo.post(`${item}/comments`, { body: mark, mentions: mention(who) }), 201)

function program(kind: 'api-token' | 'app-password'): Derived {
  return {
    async make(s) {
      const theirs = await s.program(s.mina, kind)
      const none = { authorization: `Bearer atl_${noToken}` }
      return {
        use: async () => saidOf(await theirs.get('/api/me')),
        never: async () => saidOf(await s.anyone.get('/api/me', undefined, none)),
      }
    },
    ends: sessionEnds,
  }
}

function thumbnail(): Derived {
  return {
    async make(s) {
      const attached = new Map<string, string>()
      await withEach(async ({ id, item }) => {
        const type = { 'content-type': 'image/png' }
        const sent = s.ada.post<{ id: string }>(`${item}/attachments?name=a.png`, s.png, type)
        attached.set(id, (await must(sent, 201)).id)
      })
      return byItem((item, { id }) =>
        s.mina.get(`${item}/attachments/${attached.get(id)}/renditions/thumbnail`),
      )
    },
    ends: [...out, ...sourceEnds],
  }
}

function marks(who: 'mina' | 'gil', ends: Way[]): Derived {
  return {
    async make(s) {
      await withEach(async ({ item }) => {
        for (const each of ['favourite', 'visit', 'following'])
          await must(s[who].put(`${item}/${each}`), 204)
      })
      const lists = ['/api/favourites', '/api/recent', '/api/home', '/api/newest']
      return traces(s[who], lists, ids)
    },
    ends,
  }
}

for (const [name, { make, ends }] of Object.entries(derived)) {
  test(`I8 · ${name}: works as long as the right it comes from`, async () => {
    const { said, nothing, ofEach } = await house.rehearse(async () => {
      const { use, never, ofEach: several } = await make(scene)
      const none = await never()
      return { said: await use(), nothing: none, ofEach: several }
    })
    const parts = (all: unknown) => (ofEach ? (all as unknown[]) : [all])
    parts(said).forEach((each, at) => assert.notDeepEqual(each, parts(nothing)[at]))
  })

  for (const way of new Set(ends))
    test(`I8 · ${name}: once ${way}, it is like one that never was`, async () => {
      const [said, nothing] = await house.rehearse(async () => {
        const { use, never } = await make(scene)
        await endings[way](scene)
        return [await use(), await never()]
      })
      assert.deepEqual(said, nothing)
    })
}

/** Doors that take a secret as an address. */
test('I8 · every kind of secret address is made and ended here, or where it is said', () => {
  const secrets = doors.flatMap(
    ({ spec }) => /^\/api\/([a-z-]+)\/:token/.exec(spec.path)?.[1] ?? [],
  )
  const elsewhere = ['set-up'] // server/operations/set-up/set-up.test.ts
  assert.deepEqual(
    [...new Set(secrets)].filter((each) => !elsewhere.includes(each)),
    ['password-reset', 'invitations', 'unsubscribe', 'email-change'],
  )
})
