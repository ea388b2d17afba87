import { followAll } from '../../server/foundation/notices/following.ts'
import { followUp } from '../../server/foundation/membership/ending.ts'
import type { House } from '../../server/kernel/context.ts'
import type { OrganizationId, SpaceId } from '../../server/kernel/ids.ts'
import { works } from '../../server/app/works.ts'
import { startWork } from '../../server/kernel/work.ts'
import { Authenticator, codeNow } from '../world/authenticator.ts'
import { enter, makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { groupOf, memberOf, planFor } from '../world/groups.ts'
import type { Instance } from '../world/instance.ts'
import { anotherOrganization } from '../world/organizations.ts'
import { colleague, guest, password, signedIn, type Answer, type Client } from '../world/people.ts'
import type { EarlyGroups, Town } from './town.ts'

// Scenes of later life: second factors, ends, successors, departures, trouble, and further organizations.

type People = Pick<Town['people'], 'helene' | 'sofia' | 'amina' | 'thomas' | 'rui' | 'claire'>

export interface OfLate {
  people: Record<'nadia' | 'owen' | 'dora', Client>
  groups: { orphaned: SpaceId; elsewhere: SpaceId }
  /** In the group of the client: kept from guests. */
  internal: { space: string; notebook: string; note: string }
  /** How an instance is that holds one organization only. */
  health: object
}

type Wishes = {
  instance: Instance
  organization: OrganizationId
  people: People
  groups: EarlyGroups
}

export async function ofLate(wishes: Wishes): Promise<OfLate> {
  const { instance, organization, people, groups } = wishes
  const owen = await colleague(instance, organization, 'Owen', { lastName: 'Ashby', password })
  const nadia = await secured(instance, organization)
  const dora = await leaving(instance, people.helene, groups.many)
  await outgrow(instance, owen, people.sofia)
  const internal = await keepFromGuests(people, groups.hotel)
  await shareWithTheGroup(people, groups.many)
  await name(people, groups.many)
  const orphaned = await orphan(instance, organization, people.thomas)
  await goingAndGone(instance, organization, people.helene)
  await trouble(instance)
  const health = await must(people.helene.get<object>('/api/operations/health'))
  const elsewhere = await beside(instance, people.thomas)
  await followAll(instance.app.house)
  return {
    people: { nadia, owen: owen, dora },
    groups: { orphaned, elsewhere },
    internal,
    health,
  }
}

/** Every way of signing in. */
async function secured(instance: Instance, organization: OrganizationId): Promise<Client> {
  const given = { lastName: 'Haddad-Lefèvre', password, language: 'fr' } as const
  const nadia = await colleague(instance, organization, 'Nadia', given)
  const mine = '/api/me/security'
  await must(nadia.post(`${mine}/confirmation`, { password }))
  const { address } = await must(nadia.post<{ address: string }>(`${mine}/totp`))
  await must(nadia.post(`${mine}/totp/confirmation`, { code: codeNow(address, -1) }))
  for (const called of ['Téléphone du bureau', 'Clé de sécurité bleue, dans le tiroir du haut']) {
    const options = await must(nadia.post<{ challenge: string }>(`${mine}/passkey-options`))
    const passkey = new Authenticator('http://localhost:80').make(options)
    await must(nadia.post(`${mine}/passkeys`, { name: called, passkey }))
  }
  const tokens = [
    { kind: 'app-password', name: 'Agenda du téléphone', scope: 'write', lastDay: null },
    { kind: 'api-token', name: 'Export hebdomadaire', scope: 'read', lastDay: '2031-12-31' },
  ]
  for (const token of tokens) await must(nadia.post(`${mine}/access-tokens`, token))
  // A new session: anyone who opens the page later has not just confirmed their identity.
  return signedIn(instance, nadia.id)
}

/** A guest who goes. */
async function leaving(instance: Instance, helene: Client, group: SpaceId): Promise<Client> {
  const dora = await guest(instance, 'Dora', { lastName: 'Wieland', company: 'Holzkontor Bern' })
  await enter(instance, group, [dora])
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString()
  await must(helene.patch(`/api/groups/${group}/members/${dora.id}`, { until }))
  await must(dora.post('/api/me/deletion', { confirm: dora.email }))
  return dora
}

/** More members than a plan allows. */
async function outgrow(instance: Instance, owen: Client, sofia: Client): Promise<void> {
  const group = await groupOf(owen, { name: 'Vernis et finitions' })
  await memberOf(instance, group, sofia)
  await planFor(instance, owen, { members: 1 })
  await instance.db.run({
    text: `update plan set name = 'Essai' where id = (select plan_id from person where id = $1)`,
    values: [owen.id],
  })
}

async function keepFromGuests(
  { amina, thomas, rui, claire }: People,
  space: SpaceId,
): Promise<OfLate['internal']> {
  const root = await rootOf(amina, space)
  const notebook = await makeNotebook(amina, space, root, 'Marges et sous-traitance')
  const inside = 'Ce que nous coûte le chêne'
  await writeNote(amina, space, notebook, inside, 'Entre nous : 18 % de plus qu’en mars.')
  const body = { internalOnly: true }
  await must(amina.put(`/api/spaces/${space}/containers/${notebook}/internal-only`, body))
  const open = await makeNotebook(amina, space, root, 'Réunions')
  const title = 'Avant la réunion avec la cliente : ce que nous acceptons, et ce que nous refusons'
  const note = await writeNote(amina, space, open, title, 'Pas de remise sur la pose.')
  await must(amina.put(`/api/spaces/${space}/items/${note}/internal-only`, body))
  const agenda = await writeNote(amina, space, open, 'Ordre du jour de lundi', 'Pose, délais.')
  const says = (by: Client, item: string, body: string, mentions: object[] = []) =>
    must(by.post(`/api/spaces/${space}/items/${item}/comments`, { body, mentions }))
  await says(claire, agenda, 'Pouvons-nous commencer à neuf heures plutôt qu’à huit ?')
  await says(rui, agenda, 'La chambre 309 n’est pas prête, je le dirai lundi.')
  await says(thomas, note, 'D’accord pour la pose. Et le transport ?', [person(amina.id)])
  return { space, notebook, note }
}

/** Her private items that members of a group see: leaving it ends some of this access, and may keep some. */
async function shareWithTheGroup({ helene, sofia }: People, many: SpaceId): Promise<void> {
  const { privateSpace: space } = await must(sofia.get<{ privateSpace: string }>('/api/me'))
  const { items } = await must(
    helene.get<{ items: { card: { id: string } }[] }>(
      `/api/groups/${many}/members?search=Bergstr&limit=1`,
    ),
  )
  const root = await rootOf(sofia, space)
  const shared: [string, object[]][] = [
    ['Rendez-vous de la direction', [{ principal: person(helene.id), level: 'editor' }]],
    [
      'Trombinoscope de l’immeuble',
      [
        { principal: { kind: 'group', id: many }, level: 'reader' },
        { principal: person(items[0]!.card.id), level: 'contributor' },
      ],
    ],
  ]
  for (const [called, grants] of shared) {
    const id = await makeNotebook(sofia, space, root, called)
    await must(sofia.put(`/api/spaces/${space}/containers/${id}/access`, { ownList: true, grants }))
  }
}

const person = (id: string) => ({ kind: 'person', id })

/** A successor of the administrator, and a closed past for newcomers. */
async function name({ helene, sofia }: People, many: SpaceId): Promise<void> {
  await must(helene.put(`/api/groups/${many}/successor`, { person: sofia.id }))
  await must(helene.patch(`/api/groups/${many}`, { settings: { historyHorizon: 'joined' } }))
}

/** A group whose administrator was stopped: a successor is asked. */
async function orphan(
  instance: Instance,
  organization: OrganizationId,
  thomas: Client,
): Promise<SpaceId> {
  const victor = await colleague(instance, organization, 'Victor', { lastName: 'Lemaire' })
  const { id } = await must(
    victor.post<{ id: SpaceId }>('/api/groups', {
      name: 'Archives de la scierie',
      objective: 'Plans et photographies d’avant 1990, à trier.',
      template: 'team',
      hue: 7,
    }),
  )
  await enter(instance, id, [thomas])
  await must(victor.put(`/api/groups/${id}/successor`, { person: thomas.id }))
  const admin = await instance.db.row<{ id: Client['id'] }>({
    text: `select id from person where email like 'helene.%'`,
  })
  const helene = await signedIn(instance, admin!.id)
  await must(helene.post(`/api/organization/people/${victor.id}/deactivation`))
  await followUp(instance.app.house)
  return id
}

/** An account that is to be deleted, groups that were, and one that cannot go back to who had it. */
async function goingAndGone(
  instance: Instance,
  organization: OrganizationId,
  helene: Client,
): Promise<void> {
  const yann = await colleague(instance, organization, 'Yann', { lastName: 'Delacroix' })
  const gone = ['Pique-nique de septembre', 'Comité de relecture du catalogue et des prospectus']
  for (const called of gone) {
    const { id } = await must(
      yann.post<{ id: string }>('/api/groups', { name: called, template: 'team' }),
    )
    await must(yann.delete(`/api/groups/${id}`))
  }
  await planFor(instance, yann, { groups: 0 })
  await instance.db.run({
    text: `update plan set name = 'Sans groupe' where id = (select plan_id from person where id = $1)`,
    values: [yann.id],
  })
  await must(helene.post(`/api/organization/people/${yann.id}/deletion`))
}

/** Things that need attention. */
async function trouble({ db, app }: Instance): Promise<void> {
  const texts = [
    `update outbox set failed_at = now(), tries = 5, last_error = '550 5.1.1 mailbox unavailable'
      where id = (select id from outbox where to_address like 'syndic@%' limit 1)`,
    `update outbox set dropped_at = now()
      where id = (select id from outbox where failed_at is null order by created_at desc limit 1)`,
    `update invitation set expires_at = now() + interval '2 days' where email like 'p.garnier%'`,
  ]
  for (const text of texts) await db.run({ text })
  await atWork(app.house)
}

/** Reminders of somebody: one once, one every Monday. */
export async function reminded(
  who: Client,
  { space, id }: { space: string; id: string },
): Promise<void> {
  const path = `/api/spaces/${space}/items/${id}/reminders`
  const zone = 'Europe/Paris'
  const year = new Date().getUTCFullYear() + 1
  await must(who.post(path, { start: `${year}-03-05T14:30`, zone }))
  await must(who.post(path, { start: `${year}-01-04T09:00`, zone, rule: 'FREQ=WEEKLY' }))
}

/** Background work, until one of it has had a turn. */
async function atWork(house: House): Promise<void> {
  const working = startWork(house, works, { warn: () => undefined })
  const begun = 'select from work where finished_at is not null'
  while ((await house.db.rows({ text: begun })).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await working.stop()
}

/** Another organization, with groups that everybody may find. */
async function beside(instance: Instance, thomas: Client): Promise<SpaceId> {
  const { admin } = await anotherOrganization(instance, 'Nebenan')
  const made: SpaceId[] = []
  for (const called of ['Épicerie du lac', 'Épiciers réunis pour une filière courte et locale']) {
    const { id } = await must(
      admin.post<{ id: SpaceId }>('/api/groups', {
        name: called,
        objective: 'Ce qui pousse autour de nous, et comment le vendre sans intermédiaire.',
        template: 'team',
        sector: 'Alimentation',
        language: 'fr',
        settings: { listed: 'everyone', joining: 'request', guestsAllowed: true },
      }),
    )
    made.push(id)
  }
  const [elsewhere] = made
  const path = `/api/groups/${elsewhere}/join-requests`
  const { id } = await must(thomas.post<{ id: string }>(path, { message: '' }))
  const reason = 'Nous réunissons les épiceries de la rive gauche ; votre maison est à Annecy.'
  await must(admin.post(`${path}/${id}/refusal`, { reason }))
  return elsewhere!
}

async function must<Body>(answer: Promise<Answer<Body>>): Promise<Body> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return body
}
