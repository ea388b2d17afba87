import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'
import type { House } from '../../kernel/context.ts'
import type { Who } from './company.ts'
import { notes, type NoteKey } from './notes.ts'
import { Stage } from './stage.ts'
import * as store from './store.ts'

/** Lets the demonstration company move into an empty demonstration instance; answers whether it did. */
export async function moveIn(house: House): Promise<boolean> {
  if (!house.config.demo || (await store.anybody(house.db))) return false
  const stage = new Stage(house)
  await stage.enterAll(400)
  for (const part of [everybody, production, safety, fair, sales, hotel, direction, lunch, latest])
    await part(stage)
  return true
}

interface Group {
  name: string
  objective: string
  template: string
  hue: number
  settings?: Record<string, unknown>
  startsOn?: string
  endsOn?: string
}

interface Place {
  space: SpaceId
  notebook: ContainerId
}

interface Written extends Place {
  note: ItemId
}

type Role = 'co-administrator' | 'moderator' | 'member'

async function groupOf(
  stage: Stage,
  who: Who,
  daysAgo: number,
  body: Group,
  members: Partial<Record<Who, Role>>,
): Promise<Place> {
  const { id } = await stage.act<{ id: SpaceId }>(who, daysAgo, 'createGroup', { body })
  const people = (Object.entries(members) as [Who, Role][]).map(([member, role]) => ({
    person: stage.id(member),
    role,
  }))
  await stage.act(who, daysAgo, 'addMembers', { params: { group: id }, body: { people } })
  return placeOf(stage, who, id)
}

/** The first notebook of a space. */
async function placeOf(stage: Stage, who: Who, space: SpaceId): Promise<Place> {
  const { items } = await stage.act<{ items: { id: ContainerId; kind: string }[] }>(
    who,
    0,
    'listContainers',
    { params: { space }, query: { tool: 'notes' } },
  )
  return { space, notebook: items.find(({ kind }) => kind === 'notebook')!.id }
}

/** One more notebook, beside the first. */
async function notebookIn(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space }: Place,
  name: string,
): Promise<Place> {
  const { items } = await stage.act<{ items: { id: ContainerId; kind: string }[] }>(
    who,
    daysAgo,
    'listContainers',
    { params: { space }, query: { tool: 'notes' } },
  )
  const parent = items.find(({ kind }) => kind === 'root')!.id
  const body = { parent, kind: 'notebook', name }
  const made = await stage.act<{ id: ContainerId }>(who, daysAgo, 'makeContainer', {
    params: { space },
    body,
  })
  return { space, notebook: made.id }
}

async function write(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space, notebook }: Place,
  key: NoteKey,
  tags: string[] = [],
): Promise<Written> {
  const params = { space, container: notebook }
  const { id } = await stage.act<{ id: ItemId }>(who, daysAgo, 'writeNote', {
    params,
    body: notes[key],
  })
  for (const name of tags)
    await stage.act(who, daysAgo, 'tagItem', { params: { space, item: id, name } })
  return { space, notebook, note: id }
}

async function say(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space, note }: Written,
  body: string,
  mentioned: (Who | SpaceId)[] = [],
): Promise<void> {
  const mentions = mentioned.map((each) =>
    isWho(each) ? { kind: 'person', id: stage.id(each) } : { kind: 'group', id: each },
  )
  await stage.act(who, daysAgo, 'comment', {
    params: { space, item: note },
    body: { body, mentions },
  })
}

function isWho(each: Who | SpaceId): each is Who {
  return !each.includes('-')
}

async function everybody(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'helene',
    390,
    {
      name: 'Tout l’Atelier',
      objective: 'Ce qui concerne les dix : horaires, congés, décisions du lundi.',
      template: 'team',
      hue: 3,
      settings: { defaultRights: 'contributor' },
    },
    {
      sofia: 'co-administrator',
      amina: 'member',
      thomas: 'member',
      julien: 'member',
      marek: 'moderator',
      camille: 'member',
      rui: 'member',
      anouk: 'member',
      idris: 'member',
    },
  )
  await write(stage, 'helene', 389, place, 'welcome', ['accueil'])
  const template = await write(stage, 'sofia', 380, place, 'minutesTemplate')
  await stage.act('sofia', 380, 'makeTemplate', {
    params: { space: place.space, note: template.note },
  })
  const holidays = await write(stage, 'sofia', 24, place, 'holidays', ['organisation'])
  await say(stage, 'rui', 23, holidays, 'Je prends les poses de la 31 et de la 32, ça me va.')
  await say(stage, 'sofia', 23, holidays, 'Thank you! @Marek Nowak, can you confirm week 33?', [
    'marek',
  ])
  await say(stage, 'marek', 22, holidays, 'Confirmé.')
  const meeting = await write(stage, 'sofia', 2, place, 'meeting', ['lundi'])
  await say(
    stage,
    'helene',
    1.5,
    meeting,
    '@Tout l’Atelier : merci de cocher vos suites avant vendredi.',
    [place.space],
  )
  for (const who of ['idris', 'anouk', 'thomas'] as const)
    await stage.act(who, 1, 'favourSpace', { params: { space: place.space } })
}

async function production(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'marek',
    370,
    {
      name: 'Production',
      objective: 'L’atelier au jour le jour : planning, machines, bois, finitions.',
      template: 'team',
      hue: 5,
      settings: { defaultRights: 'contributor' },
    },
    {
      camille: 'co-administrator',
      rui: 'member',
      anouk: 'member',
      idris: 'member',
      helene: 'member',
    },
  )
  const know = await notebookIn(stage, 'marek', 369, place, 'Savoir-faire')
  const oak = await write(stage, 'camille', 120, know, 'oak', ['chêne', 'stock'])
  await say(stage, 'idris', 90, oak, 'Le lot 24-121 est redescendu à 10,2 %.')
  await say(stage, 'camille', 90, oak, 'Bien vu, sors-le du séchoir demain matin.', ['idris'])
  const varnish = await write(stage, 'anouk', 75, know, 'varnish', ['finitions'])
  await say(
    stage,
    'camille',
    70,
    varnish,
    'Le « white veil », c’est exactement ce que j’ai eu en mars.',
  )
  await stage.act('anouk', 75, 'chooseEditors', {
    params: { space: place.space, item: varnish.note },
    body: { principals: [{ kind: 'person', id: stage.id('camille') }] },
  })
  const cnc = await write(stage, 'marek', 12, place, 'cnc', ['CNC', 'hôtel'])
  await say(stage, 'rui', 11, cnc, 'Les pièces en miroir serviront de gabarits, je les garde.')
  const plan = await write(stage, 'marek', 3, place, 'plan', ['planning'])
  await say(stage, 'rui', 2.2, plan, 'Jeudi 16 h noté. Le hayon est réparé.')
  await stage.act('rui', 2, 'favourItem', { params: { space: plan.space, item: plan.note } })
  await stage.act('marek', 2, 'linkItems', {
    params: { space: cnc.space, item: cnc.note },
    body: { toSpace: plan.space, toItem: plan.note },
  })
  await write(
    stage,
    'idris',
    5,
    await placeOf(stage, 'idris', stage.privateSpace('idris')),
    'apprentice',
  )
}

async function safety(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'marek',
    350,
    {
      name: 'Sécurité et prévention',
      objective:
        'Consignes, vérifications, presque accidents : on en parle, pour que rien n’arrive.',
      template: 'announcement',
      hue: 1,
    },
    { camille: 'co-administrator', sofia: 'member' },
  )
  const rules = await write(stage, 'marek', 349, place, 'safety', ['consignes'])
  const near = await write(stage, 'camille', 9, place, 'nearMiss', ['presque accident'])
  await say(
    stage,
    'marek',
    8.5,
    near,
    'Merci de l’avoir écrit le jour même. @Sofia Lindqvist pour le registre.',
    ['sofia'],
  )
  await stage.act('camille', 8, 'linkItems', {
    params: { space: near.space, item: near.note },
    body: { toSpace: rules.space, toItem: rules.note },
  })
  await stage.act('rui', 1.2, 'askToJoin', {
    params: { group: place.space },
    body: {
      message: 'Je suis le plus souvent sur les chantiers : j’aimerais y partager ce que j’y vois.',
    },
  })
}

async function fair(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'julien',
    300,
    {
      name: 'Salon de l’habitat',
      objective: 'Préparer le stand, tenir le stand, en tirer les leçons.',
      template: 'project',
      hue: 8,
      settings: { defaultRights: 'contributor' },
    },
    { amina: 'member', anouk: 'member', thomas: 'member' },
  )
  const balance = await write(stage, 'julien', 210, place, 'fair', ['bilan'])
  await say(
    stage,
    'thomas',
    208,
    balance,
    'Four of the thirty-one were from Geneva. Worth a second visit.',
  )
  await stage.act('julien', 200, 'archiveGroup', { params: { group: place.space } })
}

async function sales(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'amina',
    340,
    {
      name: 'Ventes',
      objective: 'Devis, relances, clients : qui suit quoi, et où nous en sommes.',
      template: 'team',
      hue: 10,
      settings: { defaultRights: 'contributor' },
    },
    { thomas: 'co-administrator', julien: 'member', helene: 'member', sofia: 'moderator' },
  )
  const quotes = await write(stage, 'amina', 18, place, 'quotes', ['devis'])
  await stage.act('amina', 18, 'chooseEditors', {
    params: { space: place.space, item: quotes.note },
    body: { principals: [{ kind: 'group', id: place.space }] },
  })
  await say(
    stage,
    'thomas',
    6,
    quotes,
    'Bath: drawings promised for Thursday. @Amina Benali, shall I offer a visit?',
    ['amina'],
  )
  await say(stage, 'amina', 5.8, quotes, 'Oui, et prends Camille avec toi.')
  const abroad = await write(stage, 'thomas', 60, place, 'abroad', ['export'])
  await say(stage, 'julien', 58, abroad, 'Je garde la formule de marge, elle manquait.')
  const call = await write(stage, 'julien', 4, place, 'callNotes', ['Talloires'])
  await stage.act('julien', 4, 'linkItems', {
    params: { space: call.space, item: call.note },
    body: { toSpace: quotes.space, toItem: quotes.note },
  })
  await stage.act('amina', 3, 'favourItem', { params: { space: quotes.space, item: quotes.note } })
}

async function hotel(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'amina',
    95,
    {
      name: 'Hôtel du Lac – 42 chambres',
      objective:
        'Le chantier avec la cliente et son architecte : ce qui est décidé, ce qui reste à décider.',
      template: 'extranet',
      hue: 6,
      settings: { defaultRights: 'contributor' },
    },
    { thomas: 'co-administrator', marek: 'moderator', camille: 'member', rui: 'member' },
  )
  await invite(
    stage,
    place,
    94,
    'claire',
    'Bienvenue, Claire. Tout le chantier est ici, rien d’autre.',
  )
  await invite(stage, place, 80, 'james', 'James, finishes and drawings live here from now on.')
  const brief = await write(stage, 'amina', 92, place, 'hotelBrief', ['contrat'])
  await say(stage, 'claire', 88, brief, 'Relu avec la réception : le dimanche 14 h nous convient.')
  await stage.act('claire', 88, 'favourItem', { params: { space: brief.space, item: brief.note } })
  const samples = await write(stage, 'thomas', 15, place, 'hotelSamples', ['finitions'])
  await say(
    stage,
    'james',
    13,
    samples,
    'B for the rooms, agreed. C in the corridor needs a second look at night.',
  )
  await say(
    stage,
    'claire',
    12.5,
    samples,
    '@James Whitfield je passe demain à 21 h avec deux lampes.',
    ['james'],
  )
  const site = await write(stage, 'rui', 7, place, 'hotelSite', ['étage 3'])
  await say(
    stage,
    'marek',
    6.5,
    site,
    'Les prises : on remonte de 8 cm, le programme est déjà corrigé.',
    ['rui'],
  )
  await say(
    stage,
    'claire',
    0.4,
    site,
    'Position des prises : d’accord. @Amina Benali pouvez-vous mettre le planning à jour ?',
    ['amina'],
  )
  await stage.act('amina', 2.5, 'invite', {
    params: { group: place.space },
    body: {
      people: [{ email: 'p.garnier@garnier-electricite.example', role: 'member' }],
      message: 'Monsieur Garnier, les positions des prises sont dans le journal de chantier.',
      language: 'fr',
    },
  })
}

/** Asked by mail, accepted the day after. */
async function invite(
  stage: Stage,
  { space }: Place,
  daysAgo: number,
  guest: 'claire' | 'james',
  message: string,
): Promise<void> {
  const people = [{ email: stage.email(guest), role: 'member' }]
  const { items } = await stage.act<{ items: { id: string }[] }>('amina', daysAgo, 'invite', {
    params: { group: space },
    body: { people, message },
  })
  await stage.act(guest, daysAgo - 1, 'acceptMyInvitation', {
    params: { invitation: items[0]!.id },
  })
}

async function direction(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'helene',
    330,
    {
      name: 'Direction',
      objective: 'À deux : ce qui ne sort pas de cette pièce.',
      template: 'circle',
      hue: 11,
      settings: { defaultRights: 'editor' },
    },
    { sofia: 'co-administrator' },
  )
  const pay = await write(stage, 'helene', 16, place, 'salaries', ['confidentiel'])
  await say(stage, 'sofia', 15, pay, 'The accountant can see us on the 12th at nine.')
  await write(stage, 'helene', 40, place, 'succession')
  await appointments(stage)
}

/** The director's appointments are in her private space, and kept by her secretary (S2). */
async function appointments(stage: Stage): Promise<void> {
  const own = await placeOf(stage, 'helene', stage.privateSpace('helene'))
  await write(stage, 'helene', 20, own, 'directorPrivate')
  const kept = await notebookIn(stage, 'helene', 320, own, 'Rendez-vous')
  await stage.act('helene', 320, 'setAccess', {
    params: { space: kept.space, container: kept.notebook },
    body: {
      ownList: true,
      grants: [{ principal: { kind: 'person', id: stage.id('sofia') }, level: 'full' }],
    },
  })
  const week = await write(stage, 'sofia', 1, kept, 'agendaDirector')
  await say(stage, 'helene', 0.8, week, 'Parfait. Gardez-moi le jeudi, quoi qu’il arrive.', [
    'sofia',
  ])
}

async function lunch(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'camille',
    260,
    {
      name: 'Pause de midi',
      objective: 'Le vendredi, on mange ensemble. Everybody is welcome.',
      template: 'community',
      hue: 2,
      settings: { defaultRights: 'editor' },
    },
    { rui: 'member', marek: 'member' },
  )
  for (const who of ['anouk', 'idris', 'thomas'] as const)
    await stage.act(who, 250, 'joinGroup', { params: { group: place.space } })
  const friday = await write(stage, 'camille', 3, place, 'lunch')
  await say(stage, 'anouk', 2.4, friday, 'Dessert is mine. No blueberries this time, promised.')
}

/** What waits for somebody today. */
async function latest(stage: Stage): Promise<void> {
  await stage.act('helene', 1.1, 'inviteColleagues', {
    body: {
      invitations: [{ email: 'lea.fontaine@atelier-du-pont.example', orgRole: 'member' }],
      message: 'Bienvenue, Léa. Tout est prêt pour lundi.',
      language: 'fr',
    },
  })
}
