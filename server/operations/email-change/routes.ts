import { door, openDoor, type Door } from '../../kernel/door.ts'
import {
  ask,
  change,
  forget,
  stop,
  underWay,
  whatItStops,
  whatItWouldChange,
} from './email-change.ts'
import * as schema from './schema.ts'
import { personEmailChanged } from './events.ts'

const token = { token: schema.Token() }

/** A person changes the address that they sign in with (O3). */
export const doors: Door[] = [
  door({
    name: 'getMyEmailChange',
    inPerson: true,
    method: 'GET',
    path: '/api/me/email-change',
    summary: 'The new e-mail address that has yet to be confirmed.',
    needs: {},
    answer: schema.UnderWay,
    run: async (ctx) => ({ change: (await underWay(ctx)) ?? null }),
  }),
  door({
    name: 'askForEmailChange',
    inPerson: true,
    method: 'POST',
    path: '/api/me/email-change',
    summary:
      'Mails a link to a new e-mail address, and tells the old one; never says whether the new one has an account.',
    needs: {},
    body: schema.Asking,
    answer: schema.UnderWay,
    status: 202,
    writes: false,
    run: async (ctx, { body }) => ({ change: await ask(ctx, body.email) }),
  }),
  door({
    name: 'forgetMyEmailChange',
    inPerson: true,
    method: 'DELETE',
    path: '/api/me/email-change',
    summary: 'Keeps my address; the link that was sent no longer works.',
    needs: {},
    run: (ctx) => forget(ctx),
  }),
  door({
    name: 'getEmailChange',
    inPerson: true,
    method: 'GET',
    path: '/api/me/email-change/:token',
    summary: 'The e-mail address that a link in a mail would give me.',
    params: token,
    needs: {},
    answer: schema.Proven,
    run: (ctx, { params }) => whatItWouldChange(ctx, params['token']!),
  }),
  door({
    name: 'changeMyEmail',
    line: personEmailChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/me/email-change/:token',
    summary: 'Changes my e-mail address by a link, once; my other sessions end.',
    params: token,
    needs: {},
    answer: schema.Proven,
    run: (ctx, { params }) => change(ctx, params['token']!),
  }),
  openDoor({
    name: 'getStoppableEmailChange',
    method: 'GET',
    path: '/api/email-change/:token',
    summary: 'The change of address that a link in a mail to the old address would stop or undo.',
    params: token,
    answer: schema.Stoppable,
    run: (ctx, { params }) => whatItStops(ctx, params['token']!),
  }),
  openDoor({
    name: 'stopEmailChange',
    line: personEmailChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/email-change/:token',
    summary:
      'Stops or undoes a change of e-mail address; undoing it ends all sessions, tokens and the password.',
    params: token,
    answer: schema.Stopped,
    run: (ctx, { params }) => stop(ctx, params['token']!),
  }),
]
