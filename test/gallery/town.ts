import { setUpLink } from '../../server/operations/set-up/link.ts'
import { admit } from '../../server/foundation/membership/membership.ts'
import { signUp } from '../../server/foundation/people/people.ts'
import { createPrivateSpace } from '../../server/foundation/spaces/spaces.ts'
import { inContext } from '../../server/kernel/context.ts'
import type { OrganizationId, SpaceId } from '../../server/kernel/ids.ts'
import { moveIn } from '../../server/operations/demo/seed.ts'
import { makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { startInstance, type Instance } from '../world/instance.ts'
import { liveClient } from '../world/live-client.ts'
import { colleague, nobody, signedIn, type Answer, type Client } from '../world/people.ts'
import { ofLate, reminded, type OfLate } from './town-of-late.ts'

// The demonstration company, and other data that is needed to show every page in every state.

const lead = ['helene', 'sofia', 'amina', 'thomas', 'julien', 'marek', 'rui', 'claire'] as const
type Lead = (typeof lead)[number]
type Early = Lead | 'leo' | 'nobody'
export type Who = Early | keyof OfLate['people']

interface Note {
  space: string
  id: string
}

export type EarlyGroups = Omit<Town['groups'], keyof OfLate['groups']>

export interface Town {
  /** The company; and an instance that nobody has set up yet. */
  address: string
  emptyAddress: string
  setUp: string
  people: Record<Who, Client>
  /** Their private spaces. */
  homes: Record<'helene' | 'leo', string>
  /** Groups by a word. */
  groups: {
    everybody: SpaceId
    hotel: SpaceId
    sales: SpaceId
    production: SpaceId
    safety: SpaceId
    fair: SpaceId
    many: SpaceId
    empty: SpaceId
  } & OfLate['groups']
  internal: OfLate['internal']
  health: OfLate['health']
  notes: {
    site: Note
    plan: Note
    long: Note
    template: Note
    left: Note
    /** Validated by its author. */
    agreed: Note
    /** A draft of Helene’s for the group of many. */
    draft: Note
    /** To write in: scenes restore its first version before. */
    rough: Note
  }
  /** A notebook that only some may see. */
  ownList: { space: string; id: string }
  folder: { space: string; id: string }
  /** Files of the demonstration, and a folder of theirs. */
  files: { drawing: Note; list: Note; plans: Note }
  links: { invited: string; colleague: string; own: string; reset: string }
  /** Everybody reads in this language from now on. */
  speak(language: 'en' | 'fr'): Promise<void>
  close(): Promise<void>
}

export async function buildTown(): Promise<Town> {
  const instance = await startInstance({ listen: true, config: { demo: true } })
  await moveIn(instance.app.house)
  const empty = await startInstance({ listen: true })
  const organization = await instance.db.row<{ id: OrganizationId }>({
    text: 'select id from organization',
  })
  const people = await everybody(instance, organization!.id)
  const groups = await groupsOf(instance, people)
  await plans(people, groups)
  await must(people.helene.patch('/api/organization', { policies: { guestDays: 60 } }))
  await fillGroup(instance, people, organization!.id, groups.many)
  const notes = await furnish(instance, people, groups)
  const places = await arrange(people, groups)
  const links = await pending(people, groups)
  const late = await ofLate({ instance, organization: organization!.id, people, groups })
  await reminded(people.amina, notes.site)
  return {
    ...{ internal: late.internal, health: late.health },
    // A passkey belongs to a name: browsers keep none for an address in numbers.
    address: instance.address.replace('127.0.0.1', 'localhost'),
    emptyAddress: empty.address,
    setUp: pathOf((await setUpLink(empty.db, empty.address))!),
    people: { ...people, ...late.people },
    homes: { helene: await homeOf(people.helene), leo: await homeOf(people.leo) },
    groups: { ...groups, ...late.groups },
    notes,
    ...places,
    files: await filesOf(people, groups),
    links,
    async speak(language) {
      await instance.db.run({ text: 'update person set language = $1', values: [language] })
    },
    async close() {
      await instance.stop()
      await empty.stop()
    },
  }
}

async function everybody(
  instance: Instance,
  organization: OrganizationId,
): Promise<Record<Early, Client>> {
  const found = await instance.db.rows<{ id: Client['id']; name: string }>({
    text: `select id, split_part(email, '.', 1) as name from person`,
  })
  const come = lead.map(async (name) => {
    const { id } = found.find((person) => person.name.split('@')[0] === name)!
    return [name, await signedIn(instance, id)] as const
  })
  const leo = await colleague(instance, organization, 'Léo', { lastName: 'Fabre' })
  const known = Object.fromEntries(await Promise.all(come)) as Record<Lead, Client>
  return { ...known, leo, nobody: nobody(instance) }
}

async function homeOf(person: Client): Promise<string> {
  return (await must(person.get<{ privateSpace: string }>('/api/me'))).privateSpace
}

const longName = 'Assemblée des copropriétaires et usagers de l’ancienne filature du Bout-du-Lac'

async function groupsOf(
  { db }: Instance,
  { helene, thomas }: Record<Early, Client>,
): Promise<EarlyGroups> {
  const many = await must(
    helene.post<{ id: SpaceId }>('/api/groups', {
      name: longName,
      objective:
        'Tout ce qui se décide pour le bâtiment : les assemblées et leurs comptes rendus, les travaux votés et leur suivi, les charges, ' +
        'le règlement intérieur, les clés, les places de stationnement et la fête du mois de juin, que personne ne prépare jamais assez tôt.',
      template: 'extranet',
      hue: 4,
      settings: { defaultRights: 'contributor' },
    }),
  )
  const empty = await must(
    thomas.post<{ id: SpaceId }>('/api/groups', {
      name: 'Zurich',
      objective: 'A second address, perhaps.',
      template: 'project',
      hue: 9,
    }),
  )
  const rows = await db.rows<{ id: SpaceId; name: string }>({
    text: 'select id, name from workgroup',
  })
  const called = (start: string) => rows.find(({ name }) => name.startsWith(start))!.id
  return {
    everybody: called('Tout l’Atelier'),
    hotel: called('Hôtel du Lac'),
    sales: called('Ventes'),
    production: called('Production'),
    safety: called('Sécurité'),
    fair: called('Salon'),
    many: many.id,
    empty: empty.id,
  }
}

/** One plan is full, one has much room. */
async function plans({ helene, amina }: Record<Early, Client>, groups: EarlyGroups) {
  const room = { groupStorage: 2 * 1024 ** 3, privateStorage: 1024 ** 3, guestsAllowed: true }
  const members = await must(amina.get<{ total: number }>(`/api/groups/${groups.sales}/members`))
  const small = { ...room, name: 'Petite équipe', maxGroups: 2, maxMembers: members.total }
  const large = { ...room, name: 'Grande assemblée', maxGroups: null, maxMembers: 500 }
  for (const [plan, person] of [
    [small, amina],
    [large, helene],
  ] as const) {
    const { id } = await must(helene.post<{ id: string }>('/api/organization/plans', plan))
    await must(helene.patch(`/api/organization/people/${person.id}`, { plan: id }))
  }
}

const firstNames =
  'Aïcha Bérénice Cléo Dominique Emmanuelle Félix-Antoine Gwenaëlle Hortense Ismaël Jean-Baptiste Køge Łucja Maëlys Noé Océane Þóra'
const lastNames =
  'Alvarez-Montoya Bergström Čapek Dupont-Lajoie de La Rochefoucauld-Montmorency Eriksen Fitzgerald Grzegorzewski O’Shaughnessy Ng Wolfeschlegelsteinhausen Papadopoulos Quispe'

/** Two hundred people, some with names that no column was made for. */
async function fillGroup(
  instance: Instance,
  { helene }: Record<Early, Client>,
  organization: OrganizationId,
  group: SpaceId,
): Promise<void> {
  const [first, last] = [firstNames.split(' '), lastNames.split(' ')]
  for (let n = 0; n < 199; n++)
    await inContext(instance.app.house, undefined, async (ctx) => {
      const outside = n % 17 === 3
      const id = await signUp(ctx, {
        firstName: first[n % first.length]!,
        lastName: last[n % last.length]!,
        email: `voisin.${n}@filature-du-bout-du-lac.example`,
        organizationId: outside ? null : organization,
        orgRole: outside ? null : 'member',
        company: outside ? 'Syndic Hautecombe, Perrier & Associés' : '',
        language: 'fr',
        timeZone: 'Europe/Paris',
      })
      await createPrivateSpace({ ...ctx, language: 'fr' }, id, outside ? null : organization)
      const role = n % 60 === 1 ? 'co-administrator' : n % 40 === 2 ? 'moderator' : 'member'
      await admit(ctx, group, id, { role, how: 'invited', broughtBy: helene.id })
    })
}

async function furnish(
  instance: Instance,
  { helene, marek, rui, amina }: Record<Early, Client>,
  groups: EarlyGroups,
): Promise<Town['notes']> {
  const noteIn = async (by: Client, space: string, start: string): Promise<Note> => {
    const { items } = await must(
      by.get<{ items: { id: string; title: string }[] }>(`/api/spaces/${space}/notes?limit=100`),
    )
    return { space, id: items.find(({ title }) => title.startsWith(start))!.id }
  }
  const site = await noteIn(rui, groups.hotel, 'Journal de chantier')
  await versions(instance, rui, site)
  const notebook = await firstNotebook(helene, groups.many)
  const long = {
    space: groups.many,
    id: await writeNote(
      helene,
      groups.many,
      notebook,
      'Compte rendu de l’assemblée générale extraordinaire du vingt-trois septembre : ravalement, toiture, et la question de la cheminée',
      longText,
    ),
  }
  for (let n = 1; n <= 40; n++)
    await writeNote(helene, groups.many, notebook, `Séance ${n}`, 'Ordre du jour adopté.')
  for (const title of ['Brouillon de planning', 'Liste des lames (ancienne)']) {
    const place = await firstNotebook(marek, groups.production)
    const id = await writeNote(marek, groups.production, place, title, 'À jeter.')
    await must(marek.delete(`/api/spaces/${groups.production}/items/${id}`))
  }
  const left = await orphan(instance, helene, groups.many, notebook)
  const decision = 'Décision : ravalement de la façade du lac'
  const agreed = await writeNote(helene, groups.many, notebook, decision, longText)
  await must(helene.put(`/api/spaces/${groups.many}/items/${agreed}/validation`))
  const draft = await draftOf(helene, groups.many, notebook)
  const place = await firstNotebook(rui, groups.hotel)
  const rough = await writeNote(rui, groups.hotel, place, 'Réunion de lundi', meetingText)
  return {
    site,
    long,
    left,
    agreed: { space: groups.many, id: agreed },
    draft,
    rough: { space: groups.hotel, id: rough },
    plan: await noteIn(marek, groups.production, 'Planning'),
    template: await noteIn(amina, groups.everybody, 'Modèle'),
  }
}

const longText = [
  '## Présence',
  'Sont présentes ou représentées cent quarante-deux personnes sur deux cents.',
  '| Lot | Objet | Entreprise | Montant | Voté | Réserves |',
  '| --- | --- | --- | ---: | --- | --- |',
  '| 1 | Échafaudage et protection des accès pendant toute la durée du chantier | Perrier Frères | 48 200 € | oui | accès pompiers |',
  '| 2 | Ravalement à la chaux, façade du lac | Hautecombe | 132 900 € | oui | — |',
  '',
  '> Anticonstitutionnellementparlantetsansespacesnullepartpourvoircequidébordedelafeuillesurunpetitécran.',
  '',
  'https://exemple.example/un/chemin/tres/long/qui/ne/se/coupe/nulle/part/et/qui/continue/encore/longtemps?avec=des&parametres=nombreux',
].join('\n')

async function draftOf(by: Client, group: SpaceId, notebook: string): Promise<Note> {
  const { privateSpace: space } = await must(by.get<{ privateSpace: SpaceId }>('/api/me'))
  const place = await firstNotebook(by, space)
  const id = await writeNote(by, space, place, 'Lettre aux entreprises', meetingText)
  const body = { toSpace: group, toContainer: notebook }
  await must(by.put(`/api/spaces/${space}/items/${id}/draft`, body))
  return { space, id }
}

const meetingText = [
  '## Ordre du jour',
  'Les prises des chambres 301 à 307, puis la chambre 309.',
  '## Décisions',
  'La grue arrive lundi à sept heures, côté rue. Le quai est réservé pour la grue jusqu’à midi.',
].join('\n\n')

/** Written by two at different times, so that there is something to compare. */
async function versions({ address }: Instance, rui: Client, { space, id }: Note): Promise<void> {
  const path = `/api/spaces/${space}/items/${id}/versions`
  await must(rui.post(path, { label: 'Envoyé à la cliente' }))
  const live = await liveClient(address, rui.cookie)
  const note = await live.open(space, id)
  await note.write('Jeudi : les prises sont remontées dans les chambres 301 à 307.')
  await note.write('Vendredi : reste la chambre 309, où le mur n’est pas droit.')
  note.close()
  live.close()
  await must(rui.post(path, { label: 'Après la visite de jeudi' }))
}

/** A note whose author has left: the administrator may take it over (A4). */
async function orphan(instance: Instance, helene: Client, space: SpaceId, notebook: string) {
  const { items } = await must(
    helene.get<{ items: { card: { id: Client['id'] } }[] }>(
      `/api/groups/${space}/members?search=Quispe&limit=1`,
    ),
  )
  const author = await signedIn(instance, items[0]!.card.id)
  const id = await writeNote(author, space, notebook, 'Les clés du local à vélos')
  await must(helene.delete(`/api/groups/${space}/members/${author.id}`))
  return { space, id }
}

async function firstNotebook(by: Client, space: string): Promise<string> {
  const { items } = await must(
    by.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${space}/containers?tool=notes`),
  )
  return items.find(({ kind }) => kind === 'notebook')!.id
}

async function arrange(
  { helene, sofia }: Record<Early, Client>,
  groups: EarlyGroups,
): Promise<Pick<Town, 'ownList' | 'folder'>> {
  const space = groups.many
  const root = await rootOf(helene, space)
  const folder = await makeNotebook(helene, space, root, 'Travaux votés', 'folder')
  await makeNotebook(helene, space, folder, 'Toiture')
  await makeNotebook(
    helene,
    space,
    folder,
    'Ravalement de la façade côté lac et reprise des balcons',
  )
  const id = await makeNotebook(helene, space, root, 'Conseil syndical')
  await must(helene.post(`/api/groups/${space}/members`, member(sofia)))
  const grants = [
    { principal: { kind: 'group', id: space }, level: 'reader' },
    { principal: { kind: 'person', id: sofia.id }, level: 'editor' },
  ]
  await must(helene.put(`/api/spaces/${space}/containers/${id}/access`, { ownList: true, grants }))
  return { ownList: { space, id }, folder: { space, id: folder } }
}

const member = ({ id }: Client) => ({ people: [{ person: id, role: 'member' }] })

async function filesOf(
  { amina, thomas }: Record<Early, Client>,
  groups: EarlyGroups,
): Promise<Town['files']> {
  const fileIn = async (space: string, title: string): Promise<Note> => {
    const { items } = await must(
      amina.get<{ items: { id: string; title: string }[] }>(`/api/spaces/${space}/files`),
    )
    return { space, id: items.find((each) => each.title === title)!.id }
  }
  const { items } = await must(
    amina.get<{ items: { id: string; name: string }[] }>(
      `/api/spaces/${groups.hotel}/containers?tool=documents`,
    ),
  )
  await sendFile(thomas, amina, 'Devis cuisine, version 2.pdf')
  await sendFile(amina, thomas, 'Plan de coupe.dxf')
  return {
    drawing: await fileIn(groups.hotel, 'Tête de lit, vue de face.png'),
    list: await fileIn(groups.sales, 'Tarifs 2026.csv'),
    plans: { space: groups.hotel, id: items.find(({ name }) => name === 'Plans')!.id },
  }
}

/** Into the drop folder of a person. */
async function sendFile(by: Client, to: Client, name: string): Promise<void> {
  const path = `/api/people/${to.id}/drop-folder`
  const body = Buffer.alloc(180_000, 65)
  const { space } = await must(by.get<{ space: string }>(path))
  const sent = { name, size: body.length }
  const upload = await must(by.post<{ id: string }>(`${path}/uploads`, sent))
  const octets = { 'content-type': 'application/octet-stream' }
  await must(by.put(`/api/spaces/${space}/uploads/${upload.id}?from=0`, body, octets))
}

/** Something waits everywhere: requests, invitations, a new password. */
async function pending(
  { helene, thomas, julien, marek, nobody: visitor }: Record<Early, Client>,
  groups: EarlyGroups,
): Promise<Town['links']> {
  const message =
    'Bonjour, je reprends les rondes du soir à partir du mois prochain et j’aimerais lire les consignes avant de commencer.'
  await must(thomas.post(`/api/groups/${groups.safety}/join-requests`, { message }))
  await must(julien.patch('/api/me', { alwaysAskMe: true }))
  await must(
    helene.post(`/api/groups/${groups.many}/invitations`, {
      people: [
        { person: julien.id, role: 'moderator' },
        { email: 'syndic@hautecombe-perrier-associes.example', role: 'member' },
      ],
      message: 'Pour préparer l’assemblée ensemble, avant l’été si possible.',
    }),
  )
  await must(visitor.post('/api/password-reset', { email: marek.email }))
  const mails = await must(
    helene.get<{ items: { id: string; to: string; kind: string }[] }>(
      '/api/organization/outbox?limit=200',
    ),
  )
  const linkTo = async (to: string): Promise<string> => {
    const mail = mails.items.find((each) => each.to.startsWith(to))
    if (!mail) throw new Error(`nobody wrote to ${to}`)
    const path = `/api/organization/outbox/${mail.id}`
    const { text } = await must(helene.get<{ text: string }>(path))
    return pathOf(/https?:\/\/\S+\/(?:invitations|reset-password)\/\S+/.exec(text)![0])
  }
  return {
    invited: await linkTo('p.garnier'),
    colleague: await linkTo('lea.fontaine'),
    own: await linkTo(julien.email),
    reset: await linkTo(marek.email),
  }
}

function pathOf(link: string): string {
  const { pathname, search } = new URL(link)
  return pathname + search
}

async function must<Body>(answer: Promise<Answer<Body>>): Promise<Body> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return body
}
