import { Type } from 'typebox'
import { organization } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { ListOf, Maybe, Time } from '../../kernel/shapes.ts'
import { backgroundWork, health } from './health.ts'
import { overview } from './overview.ts'

const many = () => Type.Integer()

const Figures = Type.Object({
  version: Type.String(),
  node: Type.String(),
  startedAt: Time(),
  database: Type.Object({
    version: Type.String(),
    answeredIn: Type.Number({ description: 'Milliseconds' }),
    pending: many(),
  }),
  disk: Type.Object({ free: Type.Number(), total: Type.Number(), low: Type.Boolean() }),
  clocks: Type.Object({ apart: Type.Number(), differ: Type.Boolean() }),
  files: Type.Object({
    /** Whether there is a virus scanner; then files wait for it, are infected, or could not be scanned. */
    scanned: Type.Boolean(),
    waiting: many(),
    infected: many(),
    notScanned: many(),
    /** What the scrub found missing or spoilt. */
    damaged: Type.Array(Type.Object({ place: Type.String(), fault: Type.String() })),
  }),
  mail: Type.Object({ configured: Type.Boolean(), failed: many(), late: many() }),
})

export const doors: Door[] = [
  door({
    name: 'readConsole',
    method: 'GET',
    path: '/api/organization/overview',
    summary: 'Figures of my organization, and what needs attention (V1).',
    needs: { organization: organization('govern') },
    answer: Type.Object({
      people: many(),
      stopped: many(),
      guests: many(),
      groups: many(),
      archived: many(),
      deleted: many(),
      storage: many(),
      withoutAdministrator: many(),
      overCapacity: many(),
      nearlyFull: many(),
      expiring: many(),
      failedMail: Maybe(many()),
    }),
    run: (ctx, given) => overview(ctx, given.organization),
  }),

  door({
    name: 'listWork',
    method: 'GET',
    path: '/api/operations/work',
    summary:
      'Background work: last run, result and next run (V1); the reason of a failure only on a server with one organization.',
    needs: { organization: organization('administer') },
    answer: ListOf(
      Type.Object({
        name: Type.String(),
        title: Type.String(),
        running: Type.Boolean(),
        startedAt: Maybe(Time()),
        finishedAt: Maybe(Time()),
        nextAt: Maybe(Time()),
        failed: Type.Boolean(),
        error: Maybe(Type.String()),
      }),
    ),
    run: async (ctx) => ({ items: await backgroundWork(ctx) }),
  }),

  door({
    name: 'readHealth',
    method: 'GET',
    path: '/api/operations/health',
    summary:
      'Health of the server: version, database, disk, files, clocks, mail (V1); null on a server with several organizations.',
    needs: { organization: organization('administer') },
    answer: Type.Object({ instance: Maybe(Figures) }),
    run: (ctx) => health(ctx.house),
  }),
]
