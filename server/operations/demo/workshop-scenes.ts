import { folderIn, groupOf, notebookIn, placeOf, put, say, write } from './acts.ts'
import type { Stage } from './stage.ts'

export async function everybody(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'helene',
    390,
    {
      name: 'Tout l’Atelier',
      objective: 'Ce qui concerne les dix : horaires, congés, décisions du lundi.',
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
    params: { space: place.space, note: template.item },
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
    '@Tout l’Atelier : merci de cocher vos suites avant vendredi.',
    [place.space],
  )
  for (const who of ['idris', 'anouk', 'thomas'] as const)
    await stage.act(who, 1, 'favourSpace', { params: { space: place.space } })
}

export async function production(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'marek',
    370,
    {
      name: 'Production',
      objective: 'L’atelier au jour le jour : planning, machines, bois, finitions.',
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
  const sheets = await folderIn(stage, 'marek', 365, place, 'Fiches')
  const oak = await write(stage, 'camille', 120, know, 'oak', ['chêne', 'stock'])
  await say(stage, 'idris', 90, oak, 'Le lot 24-121 est redescendu à 10,2 %.')
  await say(stage, 'camille', 90, oak, 'Bien vu, sors-le du séchoir demain matin.', ['idris'])
  const varnish = await write(stage, 'anouk', 75, know, 'varnish', ['finitions'])
  await stage.act('anouk', 75, 'chooseEditors', {
    params: { space: place.space, item: varnish.item },
    body: { principals: [{ kind: 'person', id: stage.id('camille') }] },
  })
  await say(
    stage,
    'camille',
    70,
    varnish,
    'Le « white veil », c’est exactement ce que j’ai eu en mars.',
  )
  await put(stage, 'camille', 30, sheets, 'Notice de pose.md')
  await put(stage, 'marek', 14, sheets, 'Débit tête de lit.csv')
  const cnc = await write(stage, 'marek', 12, place, 'cnc', ['CNC', 'hôtel'])
  await say(stage, 'rui', 11, cnc, 'Les pièces en miroir serviront de gabarits, je les garde.')
  const plan = await write(stage, 'marek', 3, place, 'plan', ['planning'])
  await say(stage, 'rui', 2.2, plan, 'Jeudi 16 h noté. Le hayon est réparé.')
  await stage.act('rui', 2, 'favourItem', { params: { space: plan.space, item: plan.item } })
  await stage.act('marek', 2, 'linkItems', {
    params: { space: cnc.space, item: cnc.item },
    body: { toSpace: plan.space, toItem: plan.item },
  })
  await write(
    stage,
    'idris',
    5,
    await placeOf(stage, 'idris', stage.privateSpace('idris')),
    'apprentice',
  )
}

export async function safety(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'marek',
    350,
    {
      name: 'Sécurité et prévention',
      objective:
        'Consignes, vérifications, presque accidents : on en parle, pour que rien n’arrive.',
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
    params: { space: near.space, item: near.item },
    body: { toSpace: rules.space, toItem: rules.item },
  })
  await stage.act('rui', 1.2, 'askToJoin', {
    params: { group: place.space },
    body: {
      message: 'Je suis le plus souvent sur les chantiers : j’aimerais y partager ce que j’y vois.',
    },
  })
}

export async function lunch(stage: Stage): Promise<void> {
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
