import { folderIn, groupOf, put, say, write, type Folder, type Place } from './acts.ts'
import type { Stage } from './stage.ts'

export async function sales(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'amina',
    340,
    {
      name: 'Ventes',
      objective: 'Devis, relances, clients : qui suit quoi, et où nous en sommes.',
      template: 'team',
      hue: 10,
      settings: { defaultRights: 'contributor' },
    },
    { thomas: 'co-administrator', julien: 'member', helene: 'member', sofia: 'moderator' },
  )
  const prices = await folderIn(stage, 'amina', 335, place, 'Tarifs')
  const abroad = await write(stage, 'thomas', 60, place, 'abroad', ['export'])
  await say(stage, 'julien', 58, abroad, 'Je garde la formule de marge, elle manquait.')
  await put(stage, 'amina', 45, prices, 'Tarifs 2026.csv')
  const quotes = await write(stage, 'amina', 18, place, 'quotes', ['devis'])
  await stage.act('amina', 18, 'chooseEditors', {
    params: { space: place.space, item: quotes.item },
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
  const call = await write(stage, 'julien', 4, place, 'callNotes', ['Talloires'])
  await stage.act('julien', 4, 'linkItems', {
    params: { space: call.space, item: call.item },
    body: { toSpace: quotes.space, toItem: quotes.item },
  })
  await stage.act('amina', 3, 'favourItem', { params: { space: quotes.space, item: quotes.item } })
}

export async function fair(stage: Stage): Promise<void> {
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

export async function hotel(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'amina',
    95,
    {
      name: 'Hôtel du Lac – 42 chambres',
      objective:
        'Le chantier avec la cliente et son architecte : ce qui est décidé, ce qui reste à décider.',
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
  const brief = await write(stage, 'amina', 92, place, 'hotelBrief', ['contrat'])
  const plans = await folderIn(stage, 'amina', 91, place, 'Plans')
  const site = await folderIn(stage, 'amina', 91, place, 'Chantier')
  await say(stage, 'claire', 88, brief, 'Relu avec la réception : le dimanche 14 h nous convient.')
  await stage.act('claire', 88, 'favourItem', { params: { space: brief.space, item: brief.item } })
  await invite(stage, place, 80, 'james', 'James, finishes and drawings live here from now on.')
  await finishes(stage, place, plans)
  await onSite(stage, place, site)
}

/** The client and her architect agree on what things will look like. */
async function finishes(stage: Stage, place: Place, plans: Folder): Promise<void> {
  const bar = await put(stage, 'james', 20, plans, 'Bar elevation.png')
  await say(stage, 'camille', 19, bar, 'Les cinq façades font 240 : on garde le même calepinage.')
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
  const front = await put(stage, 'camille', 10, plans, 'Tête de lit, vue de face.png')
  await say(stage, 'claire', 9.5, front, 'C’est exactement ce que nous avions imaginé.')
  await stage.act('claire', 9, 'favourItem', { params: { space: front.space, item: front.item } })
}

/** What the workshop writes and measures there, and what the client answers. */
async function onSite(stage: Stage, place: Place, files: Folder): Promise<void> {
  const diary = await write(stage, 'rui', 7, place, 'hotelSite', ['étage 3'])
  await say(
    stage,
    'marek',
    6.5,
    diary,
    'Les prises : on remonte de 8 cm, le programme est déjà corrigé.',
    ['rui'],
  )
  await put(stage, 'rui', 6, files, 'Relevé de cotes, étage 3.txt')
  await put(stage, 'thomas', 5, files, 'Fire doors, notes from the visit.txt')
  await stage.act('amina', 2.5, 'invite', {
    params: { group: place.space },
    body: {
      people: [{ email: 'p.garnier@garnier-electricite.example', role: 'member' }],
      message: 'Monsieur Garnier, les positions des prises sont dans le journal de chantier.',
      language: 'fr',
    },
  })
  await say(
    stage,
    'claire',
    0.4,
    diary,
    'Position des prises : d’accord. @Amina Benali pouvez-vous mettre le planning à jour ?',
    ['amina'],
  )
}

/** Invites a person by mail; they accept the day after. */
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
  const invitation = items[0]!.id
  await stage.keepOpen(invitation)
  await stage.act(guest, daysAgo - 1, 'acceptMyInvitation', { params: { invitation } })
}
