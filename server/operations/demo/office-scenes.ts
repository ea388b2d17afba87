import { groupOf, notebookIn, placeOf, say, write } from './acts.ts'
import type { Stage } from './stage.ts'

export async function direction(stage: Stage): Promise<void> {
  const place = await groupOf(
    stage,
    'helene',
    330,
    {
      name: 'Direction',
      objective: 'À deux : ce qui ne sort pas de cette pièce.',
      template: 'circle',
      hue: 11,
      settings: { defaultRights: 'editor' },
    },
    { sofia: 'co-administrator' },
  )
  await write(stage, 'helene', 40, place, 'succession')
  const pay = await write(stage, 'helene', 16, place, 'salaries', ['confidentiel'])
  await say(stage, 'sofia', 15, pay, 'The accountant can see us on the 12th at nine.')
  await appointments(stage)
}

/** The director's appointments are in her private space; her secretary keeps them (S2). */
async function appointments(stage: Stage): Promise<void> {
  const own = await placeOf(stage, 'helene', stage.privateSpace('helene'))
  const kept = await notebookIn(stage, 'helene', 320, own, 'Rendez-vous')
  await stage.act('helene', 320, 'setAccess', {
    params: { space: kept.space, container: kept.notebook },
    body: {
      ownList: true,
      grants: [{ principal: { kind: 'person', id: stage.id('sofia') }, level: 'full' }],
    },
  })
  await write(stage, 'helene', 20, own, 'directorPrivate')
  const week = await write(stage, 'sofia', 1, kept, 'agendaDirector')
  await say(stage, 'helene', 0.8, week, 'Parfait. Gardez-moi le jeudi, quoi qu’il arrive.', [
    'sofia',
  ])
}

/** Requests and invitations that wait for somebody today. */
export async function latest(stage: Stage): Promise<void> {
  await stage.act('helene', 1.1, 'inviteColleagues', {
    body: {
      invitations: [{ email: 'lea.fontaine@atelier-du-pont.example', orgRole: 'member' }],
      message: 'Bienvenue, Léa. Tout est prêt pour lundi.',
      language: 'fr',
    },
  })
}
