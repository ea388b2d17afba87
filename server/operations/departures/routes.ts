import * as need from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { askToGo, letGo, myDeparture, stayAfterAll, takeBackIn } from './departures.ts'
import { exportMine } from './export.ts'
import * as schema from './schema.ts'
import {
  personDeletionAsked,
  personDeletionTakenBack,
} from '../../foundation/organizations/events.ts'

const governing = { organization: need.organization('administer'), person: need.person('govern') }

/** Deleting one's account, and exporting one's data (O9). */
export const doors: Door[] = [
  door({
    name: 'getMyDeletion',
    method: 'GET',
    path: '/api/me/deletion',
    summary: 'Whether and when my account will be deleted, and which groups stand in the way.',
    needs: {},
    answer: schema.Departure,
    run: (ctx) => myDeparture(ctx),
  }),
  door({
    name: 'askMyDeletion',
    line: personDeletionAsked,
    method: 'POST',
    path: '/api/me/deletion',
    summary: 'Asks for my account to be deleted after a grace period; confirmed by my own address.',
    needs: {},
    body: schema.Asking,
    answer: schema.Due,
    status: 202,
    inPerson: true,
    run: (ctx, { body }) => askToGo(ctx, body.confirm),
  }),
  door({
    name: 'takeMyDeletionBack',
    line: personDeletionTakenBack,
    method: 'DELETE',
    path: '/api/me/deletion',
    summary: 'Cancels the deletion of my account.',
    needs: {},
    inPerson: true,
    run: (ctx) => stayAfterAll(ctx),
  }),
  door({
    name: 'exportMyData',
    method: 'GET',
    path: '/api/me/export',
    summary: 'All my own data as a ZIP of open formats, with a README in my language.',
    needs: {},
    download: true,
    inPerson: true,
    run: (ctx) => exportMine(ctx),
  }),
  door({
    name: 'deletePerson',
    line: personDeletionAsked,
    method: 'POST',
    path: '/api/organization/people/:person/deletion',
    summary: 'Stops an account immediately, and deletes it after a grace period.',
    needs: governing,
    answer: schema.Due,
    status: 202,
    run: (ctx, { organization: { id }, person }) => letGo(ctx, id, person),
  }),
  door({
    name: 'keepPerson',
    line: personDeletionTakenBack,
    method: 'DELETE',
    path: '/api/organization/people/:person/deletion',
    summary: 'Cancels the deletion of an account; it works again.',
    needs: governing,
    run: (ctx, { organization: { id }, person }) => takeBackIn(ctx, id, person),
  }),
]
