import { followAll } from '../../server/foundation/notices/following.ts'
import { handOver } from '../world/groups.ts'
import { Outside } from '../../server/kernel/outside.ts'
import { tools } from '../../server/app/tools.ts'
import { purgeDeparted } from '../../server/operations/departures/purging.ts'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../world/cast.ts'
import { client, colleague, founded, guest, nobody, password, signedIn } from '../world/people.ts'
import type { Client } from '../world/people.ts'
import type { Rehearsal } from '../world/rehearsal.ts'
import { browserOf, png } from './furnished.ts'
import { programOf } from './programs.ts'
import { kindsOf, makeHolder, makeItem, type OtherKind } from './tool-places.ts'

/** Marks the title and text of everything that must not outlive its source. */
export const mark = 'Periwinkle'

const day = 86_400_000

/** An item from which things are derived. */
export interface Source {
  of: OtherKind
  id: string
  container: string
  /** Its path. */
  item: string
  /** A place for it in Ada's private space, and in another group. */
  drawer: string
  far: string
}

/** A private group with an item of each tool in it: Mina reads and writes there, Gil is a guest, Cosmo helps, Rita waits outside. */
export async function derivedScene(house: Rehearsal) {
  const { organization, admin: oona } = await founded(house)
  const one = (name: string) => colleague(house, organization, name, { password })
  const [ada, cosmo, mina] = [await one('Ada'), await one('Cosmo'), await one('Mina')]
  const [rita, xavier] = [await one('Rita'), await one('Xavier')]
  const otto = await colleague(house, organization, 'Otto', { orgRole: 'admin', password })
  const gil = await guest(house, 'Gil', { password })
  const group = await foundGroup(ada, `${mark} group`, {
    guestsAllowed: true,
    whoInvites: 'moderators',
  })
  const elsewhere = await foundGroup(xavier, 'Elsewhere', { guestsAllowed: true })
  await enter(house, group, [mina, gil, xavier])
  await enter(house, group, [cosmo], 'co-administrator')
  await enter(house, elsewhere, [ada, mina, gil])
  const space = `/api/spaces/${group}`
  const root = await rootOf(ada, group)
  const notebook = await makeNotebook(ada, group, root, `${mark} notebook`)
  const all = { kind: 'group', id: group } as const
  await giveRights(ada, group, notebook, [[all, 'editor']])
  const note = await writeNote(ada, group, notebook, `${mark} note`, `${mark} text`)
  const far = await makeNotebook(xavier, elsewhere, await rootOf(xavier, elsewhere), 'Far')
  await giveRights(xavier, elsewhere, far, [[{ kind: 'group', id: elsewhere }, 'editor']])
  const { privateSpace } = await must(ada.get<{ privateSpace: string }>('/api/me'))
  const placed = async (of: OtherKind, by: Client, of_: string, like?: string) =>
    (await makeHolder(of, by, of_, { name: mark, ...(like && { like }) })).container
  const sources: Source[] = []
  for (const of of tools.map((tool) => kindsOf(tool)[0]!)) {
    const isNote = of.kind === 'note'
    const container = isNote ? notebook : await placed(of, ada, group, notebook)
    const id = isNote ? note : await makeItem(of, ada, { space: group, container })
    const places = {
      drawer: await placed(of, ada, privateSpace),
      far: isNote ? far : await placed(of, xavier, elsewhere, far),
    }
    sources.push({ of, id, container, item: `${space}/items/${id}`, ...places })
  }
  for (const each of sources)
    await must(ada.post(`${each.item}/comments`, { body: `${mark} said`, mentions: [] }), 201)
  house.app.house.outside = new Outside({ reachableHosts: ['127.0.0.1'] })
  const anyone = nobody(house)
  return {
    ...{ organization, oona, otto, ada, cosmo, mina, rita, xavier, gil, anyone },
    ...{ group, elsewhere, space, root, notebook, note, far, all, privateSpace, sources },
    /** The person who follows the newest mail to this address. */
    async linkTo(email: string, at: string): Promise<string> {
      const row = await house.db.row<{ text: string }>({
        text: 'select text_body as text from outbox where to_address = $1 order by created_at desc, id desc limit 1',
        values: [email],
      })
      return new RegExp(`/${at}/([\\w-]+)`).exec(row?.text ?? '')?.[1] ?? 'none'
    },
    told: () => followAll(house.app.house),
    browser: (who: Client) => browserOf(who.email),
    program: (who: Client, kind: 'api-token' | 'app-password') =>
      programOf(house, who, kind, 'write'),
    again: (who: Client) => signedIn(house, who.id),
    stranger: (who: Client) => client(house, who.id, who.email, 'atelier_session=none'),
    purge: () => purgeDeparted(house.app.house, new Date(Date.now() + 400 * day)),
    png,
  }
}
export type DerivedScene = Awaited<ReturnType<typeof derivedScene>>

type Ending = (scene: DerivedScene) => Promise<unknown>

const stop = ({ oona }: DerivedScene, who: Client) =>
  must(oona.post(`/api/organization/people/${who.id}/deactivation`), 204)
const start = ({ oona }: DerivedScene, who: Client) =>
  must(oona.delete(`/api/organization/people/${who.id}/deactivation`), 204)
const removed = ({ ada, group }: DerivedScene, who: Client) =>
  must(ada.delete(`/api/groups/${group}/members/${who.id}`), 204)
const role = ({ ada, group }: DerivedScene, who: Client, given: string) =>
  must(ada.patch(`/api/groups/${group}/members/${who.id}`, { role: given }), 204)
async function deleted(scene: DerivedScene, who: Client): Promise<void> {
  await must(scene.oona.post(`/api/organization/people/${who.id}/deletion`), 202)
  await scene.purge()
}
async function ofEach({ sources }: DerivedScene, act: (source: Source) => Promise<unknown>) {
  for (const source of sources) await act(source)
}
const settings = ({ ada, group }: DerivedScene, changed: object) =>
  must(ada.patch(`/api/groups/${group}`, { settings: changed }))

/** Each way in which the source of derived things can end. */
export const endings = {
  'mina is removed': (s) => removed(s, s.mina),
  'mina leaves': (s) => must(s.mina.post(`/api/groups/${s.group}/leaving`, {}), 204),
  'mina’s account stops': (s) => stop(s, s.mina),
  'mina’s account stops and starts': async (s) => {
    await stop(s, s.mina)
    await start(s, s.mina)
  },
  'mina is deleted': (s) => deleted(s, s.mina),
  'mina changes her password': async (s) => {
    const other = await s.again(s.mina)
    const sent = { current: password, password: 'Nine blue kettles sing' }
    await must(other.post('/api/me/password', sent), 204)
  },
  'mina resets her password': async (s) => {
    await must(s.anyone.post('/api/password-reset', { email: s.mina.email }), 202)
    const token = await s.linkTo(s.mina.email, 'reset-password')
    const sent = { password: 'Nine blue kettles sing' }
    await must(s.anyone.post(`/api/password-reset/${token}`, sent), 204)
  },
  'mina ends her other sessions': async (s) =>
    must((await s.again(s.mina)).delete('/api/me/sessions'), 204),
  'cosmo is a member only': (s) => role(s, s.cosmo, 'member'),
  'cosmo is removed': (s) => removed(s, s.cosmo),
  'cosmo leaves': (s) => must(s.cosmo.post(`/api/groups/${s.group}/leaving`, {}), 204),
  'cosmo’s account stops': (s) => stop(s, s.cosmo),
  'cosmo is deleted': (s) => deleted(s, s.cosmo),
  'only the administrator invites': (s) => settings(s, { whoInvites: 'administrator' }),
  'rita’s account stops': (s) => stop(s, s.rita),
  'rita is deleted': (s) => deleted(s, s.rita),
  'gil is removed': (s) => removed(s, s.gil),
  'ada hands over': (s) => handOver(s.ada, s.group, s.xavier),
  'ada’s account stops': (s) => stop(s, s.ada),
  'otto is an admin no more': (s) =>
    must(s.oona.patch(`/api/organization/people/${s.otto.id}`, { orgRole: 'member' }), 204),
  'otto’s account stops': (s) => stop(s, s.otto),
  'the group is archived': (s) => must(s.ada.post(`/api/groups/${s.group}/archive`)),
  'the group is deleted': async (s) => {
    await must(s.ada.delete(`/api/groups/${s.group}/members`), 204)
    await must(s.ada.delete(`/api/groups/${s.group}`), 204)
  },
  'the group turns private': (s) => settings(s, { listed: 'no', joining: 'invitation' }),
  'its tool is switched off': (s) => settings(s, { tools: [] }),
  'the item is thrown away': (s) => ofEach(s, ({ item }) => must(s.ada.delete(item), 204)),
  'its container is thrown away': (s) =>
    ofEach(s, ({ container }) => must(s.ada.delete(`${s.space}/containers/${container}`), 204)),
  'the item is moved away': (s) =>
    ofEach(s, ({ item, drawer }) =>
      must(s.ada.post(`${item}/move`, { toSpace: s.privateSpace, toContainer: drawer })),
    ),
  'the item is for internals only': (s) =>
    ofEach(s, ({ item }) => must(s.ada.put(`${item}/internal-only`, { internalOnly: true }))),
  'its container is for internals only': (s) =>
    ofEach(s, ({ container }) =>
      must(s.ada.put(`${s.space}/containers/${container}/internal-only`, { internalOnly: true })),
    ),
  'the right is withdrawn': (s) =>
    ofEach(s, ({ container }) => giveRights(s.ada, s.group, container, [])),
} satisfies Record<string, Ending>

export type Way = keyof typeof endings
