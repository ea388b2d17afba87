import { Type } from 'typebox'
import * as need from '../../access/needs.ts'
import { door, openDoor, type Door } from '../../kernel/door.ts'
import { Shape } from '../../kernel/shapes.ts'
import { acquaintance, me, peopleIMayKnow } from './me.ts'
import { changePassword, changeProfile } from './people.ts'
import { askForReset, refuseDeadReset, reset } from './password-reset.ts'
import { mostPictureBytes, picture, pictureTypes, removePicture, setPicture } from './pictures.ts'
import * as schema from './schema.ts'
import {
  endSession,
  endSessionElsewhere,
  endSessionsOf,
  sessionCookie,
  sessionsOf,
} from './sessions.ts'
import { personSecurityChanged } from './events.ts'

const sessions: Door[] = [
  door({
    name: 'signOut',
    inPerson: true,
    method: 'DELETE',
    path: '/api/session',
    summary: 'Signs out: the session ends, and its live connections with it.',
    needs: {},
    async run(ctx, { reply }) {
      await endSession(ctx, ctx.person.id, ctx.person.sessionId)
      reply.clearCookie(sessionCookie)
    },
  }),
  door({
    name: 'listMySessions',
    inPerson: true,
    method: 'GET',
    path: '/api/me/sessions',
    summary: 'Where I am signed in.',
    needs: {},
    answer: schema.Sessions,
    run: async (ctx) => ({ items: await sessionsOf(ctx) }),
  }),
  door({
    name: 'endMySession',
    inPerson: true,
    method: 'DELETE',
    path: '/api/me/sessions/:session',
    summary: 'Ends one of my sessions.',
    needs: {},
    otherIds: { 'params.session': 'looked up among the asker’s own sessions only' },
    run: (ctx, { params }) => endSessionElsewhere(ctx, params['session']!),
  }),
  door({
    name: 'endMyOtherSessions',
    inPerson: true,
    method: 'DELETE',
    path: '/api/me/sessions',
    summary: 'Ends all my sessions but this one.',
    needs: {},
    run: (ctx) => endSessionsOf(ctx, ctx.person.id, ctx.person.sessionId),
  }),
]

const resets: Door[] = [
  openDoor({
    name: 'askForPasswordReset',
    inPerson: true,
    method: 'POST',
    path: '/api/password-reset',
    summary:
      'Mails a link to set a new password, if somebody has this address; never says whether.',
    body: schema.ResetRequest,
    answer: schema.Nothing,
    status: 202,
    writes: false,
    async run(ctx, { body }) {
      await askForReset(ctx, body.email)
      return {}
    },
  }),
  openDoor({
    name: 'getPasswordReset',
    method: 'GET',
    path: '/api/password-reset/:token',
    summary: 'Whether a reset link still works.',
    params: { token: schema.Token() },
    answer: schema.Nothing,
    async run(ctx, { params }) {
      await refuseDeadReset(ctx, params['token']!)
      return {}
    },
  }),
  openDoor({
    name: 'resetPassword',
    line: personSecurityChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/password-reset/:token',
    summary: 'Sets a new password by a link, once; all sessions, API tokens and app passwords end.',
    params: { token: schema.Token() },
    body: schema.Reset,
    writes: false,
    run: (ctx, { params, body, reply }) => reset(ctx, params['token']!, body.password, reply),
  }),
]

const profile: Door[] = [
  door({
    name: 'getMe',
    method: 'GET',
    path: '/api/me',
    summary: 'Who I am, what I may do, and my spaces.',
    needs: {},
    answer: schema.Me,
    run: (ctx) => me(ctx),
  }),
  door({
    name: 'changeMe',
    method: 'PATCH',
    path: '/api/me',
    summary: 'Changes my profile; only what is sent.',
    needs: {},
    body: schema.ProfileChange,
    run: (ctx, { body }) => changeProfile(ctx, body),
  }),
  door({
    name: 'changeMyPassword',
    line: personSecurityChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/me/password',
    summary: 'Sets a new password; my other sessions, API tokens and app passwords end.',
    needs: {},
    body: schema.PasswordChange,
    writes: false,
    run: (ctx, { body }) => changePassword(ctx, body),
  }),
  door({
    name: 'setMyPicture',
    method: 'PUT',
    path: '/api/me/picture',
    summary: 'Sets my picture: the raw bytes of a PNG, JPEG or WebP.',
    needs: {},
    upload: { types: pictureTypes, most: mostPictureBytes },
    answer: schema.PictureAnswer,
    writes: false,
    run: async (ctx, { body }) => ({ picture: await setPicture(ctx, body) }),
  }),
  door({
    name: 'removeMyPicture',
    method: 'DELETE',
    path: '/api/me/picture',
    summary: 'Removes my picture.',
    needs: {},
    run: (ctx) => removePicture(ctx),
  }),
]

const others: Door[] = [
  door({
    name: 'listPeople',
    method: 'GET',
    path: '/api/people',
    summary: 'People that I may know of: at most 20, by parts of name or address.',
    needs: {},
    query: Shape({ search: Type.Optional(Type.String({ maxLength: 100 })) }),
    answer: schema.People,
    run: async (ctx, { query }) => ({ items: await peopleIMayKnow(ctx, query.search ?? '') }),
  }),
  door({
    name: 'getPerson',
    method: 'GET',
    path: '/api/people/:person',
    summary: 'A person that I may know of, and the groups that we share.',
    needs: { person: need.person('meet') },
    answer: schema.Acquaintance,
    run: (ctx, { person }) => acquaintance(ctx, person.id),
  }),
  door({
    name: 'getPersonPicture',
    method: 'GET',
    path: '/api/people/:person/picture/:name',
    summary: 'The picture of a person that I may know of.',
    params: { name: Type.String({ pattern: '^[0-9a-f]{64}(-[0-9a-f]{16})?$' }) },
    needs: { person: need.person('meet') },
    download: true,
    run: (ctx, { person, params }) => picture(ctx, person.id, params['name']!),
  }),
]

export const doors: Door[] = [...sessions, ...resets, ...profile, ...others]
