import * as need from '../../access/needs.ts'
import { door, openDoor, type Door } from '../../kernel/door.ts'
import { cardOf } from '../people/cards.ts'
import { makeAccessToken, removeAccessToken } from './access-tokens.ts'
import { demandConfirmation } from './confirmation.ts'
import { confirm } from './confirming.ts'
import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  removePasskey,
  renamePasskey,
} from './passkeys.ts'
import * as schema from './schema.ts'
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './second-factor.ts'
import { mySecurity, removeFactorsOf } from './security.ts'
import { beginPasskeySignIn, signIn, signInWithCode, signInWithPasskey } from './sign-in.ts'
import { personSecondFactorRemoved } from './events.ts'
import { personSecurityChanged } from '../people/events.ts'

const signingIn: Door[] = [
  openDoor({
    name: 'signIn',
    inPerson: true,
    method: 'POST',
    path: '/api/session',
    summary:
      'Signs in with e-mail and password; people with a second factor get a ticket for the next step.',
    body: schema.SignIn,
    answer: schema.SignedIn,
    writes: false,
    async run(ctx, { body, reply }) {
      const signed = await signIn(ctx, body, reply)
      return 'ticket' in signed
        ? { person: null, secondFactor: signed }
        : { ...signed, secondFactor: null }
    },
  }),
  openDoor({
    name: 'signInWithCode',
    inPerson: true,
    method: 'POST',
    path: '/api/session/second-factor',
    summary:
      'The second step: a ticket, and a code of the app or a recovery code. Each works once.',
    body: schema.SecondStep,
    answer: schema.In,
    writes: false,
    async run(ctx, { body, reply }) {
      return { person: await cardOf(ctx, await signInWithCode(ctx, body, reply)) }
    },
  }),
  openDoor({
    name: 'beginPasskeySignIn',
    inPerson: true,
    method: 'POST',
    path: '/api/session/passkey-options',
    summary:
      'What a browser needs to ask for a passkey: alone, or as the second step with a ticket.',
    body: schema.PasskeyQuestion,
    answer: schema.PasskeyOptions,
    writes: false,
    run: (ctx, { body }) => beginPasskeySignIn(ctx, body.ticket) as Promise<never>,
  }),
  openDoor({
    name: 'signInWithPasskey',
    inPerson: true,
    method: 'POST',
    path: '/api/session/passkey',
    summary: 'Signs in with a passkey: alone, or as the second step with a ticket.',
    body: schema.PasskeySignIn,
    answer: schema.In,
    writes: false,
    async run(ctx, { body, reply }) {
      return { person: await cardOf(ctx, await signInWithPasskey(ctx, body, reply)) }
    },
  }),
]

const confirmation: Door[] = [
  door({
    name: 'getMySecurity',
    inPerson: true,
    method: 'GET',
    path: '/api/me/security',
    summary: 'How I sign in: second factors, passkeys, API tokens and app passwords; no secrets.',
    needs: {},
    answer: schema.Security,
    run: (ctx) => mySecurity(ctx),
  }),
  door({
    name: 'confirmMe',
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/confirmation',
    summary: 'Confirms by password or passkey that it is me: valid for this session, ten minutes.',
    needs: {},
    body: schema.Confirmation,
    answer: schema.Confirmed,
    writes: false,
    run: async (ctx, { body }) => ({ confirmedUntil: await confirm(ctx, body) }),
  }),
  door({
    name: 'beginPasskeyConfirmation',
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/confirmation/passkey-options',
    summary: 'What a browser needs to ask for one of my passkeys.',
    needs: {},
    answer: schema.PasskeyOptions,
    run: (ctx) => askForPasskey(ctx, ctx.person.id) as Promise<never>,
  }),
]

const app: Door[] = [
  door({
    name: 'beginTotp',
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/totp',
    summary: 'Begins setting up an authenticator app; the secret is shown only once.',
    needs: {},
    answer: schema.TotpBegun,
    async run(ctx) {
      await demandConfirmation(ctx)
      return beginTotp(ctx)
    },
  }),
  door({
    name: 'confirmTotp',
    line: personSecurityChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/totp/confirmation',
    summary:
      'Switches the authenticator app on with its first code; my other sessions end. The first factor brings recovery codes.',
    needs: {},
    body: schema.TotpCode,
    answer: schema.MaybeCodes,
    writes: false,
    run: async (ctx, { body }) => ({ recoveryCodes: await confirmTotp(ctx, body.code) }),
  }),
  door({
    name: 'removeTotp',
    line: personSecurityChanged,
    inPerson: true,
    method: 'DELETE',
    path: '/api/me/security/totp',
    summary: 'Removes the authenticator app; my other sessions end.',
    needs: {},
    async run(ctx) {
      await demandConfirmation(ctx)
      await removeTotp(ctx)
    },
  }),
  door({
    name: 'renewRecoveryCodes',
    line: personSecurityChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/recovery-codes',
    summary: 'Ten new recovery codes, shown only once; the old ones no longer work.',
    needs: {},
    answer: schema.Codes,
    async run(ctx) {
      await demandConfirmation(ctx)
      return { recoveryCodes: await renewRecoveryCodes(ctx) }
    },
  }),
]

const ownPasskey = { 'params.passkey': 'looked up among the asker’s own passkeys only' }

const passkeys: Door[] = [
  door({
    name: 'beginPasskey',
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/passkey-options',
    summary: 'What a browser needs to make a passkey.',
    needs: {},
    answer: schema.PasskeyOptions,
    async run(ctx) {
      await demandConfirmation(ctx)
      return beginPasskey(ctx) as Promise<never>
    },
  }),
  door({
    name: 'addPasskey',
    line: personSecurityChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/passkeys',
    summary: 'Adds a passkey; my other sessions end. The first factor brings recovery codes.',
    needs: {},
    body: schema.NewPasskey,
    answer: schema.PasskeyAdded,
    status: 201,
    secret: true,
    async run(ctx, { body }) {
      await demandConfirmation(ctx)
      return addPasskey(ctx, body.name, body.passkey)
    },
  }),
  door({
    name: 'renamePasskey',
    inPerson: true,
    method: 'PATCH',
    path: '/api/me/security/passkeys/:passkey',
    summary: 'Gives one of my passkeys another name.',
    needs: {},
    otherIds: ownPasskey,
    body: schema.PasskeyName,
    run: (ctx, { params, body }) => renamePasskey(ctx, params['passkey']!, body.name),
  }),
  door({
    name: 'removePasskey',
    line: personSecurityChanged,
    inPerson: true,
    method: 'DELETE',
    path: '/api/me/security/passkeys/:passkey',
    summary: 'Removes one of my passkeys; my other sessions end.',
    needs: {},
    otherIds: ownPasskey,
    async run(ctx, { params }) {
      await demandConfirmation(ctx)
      await removePasskey(ctx, params['passkey']!)
    },
  }),
]

const accessTokens: Door[] = [
  door({
    name: 'makeAccessToken',
    line: personSecurityChanged,
    inPerson: true,
    method: 'POST',
    path: '/api/me/security/access-tokens',
    summary: 'Creates an API token or an app password; it is shown only once.',
    needs: {},
    body: schema.NewAccessToken,
    answer: schema.AccessTokenMade,
    status: 201,
    secret: true,
    async run(ctx, { body }) {
      await demandConfirmation(ctx)
      return makeAccessToken(ctx, body)
    },
  }),
  door({
    name: 'removeAccessToken',
    line: personSecurityChanged,
    inPerson: true,
    method: 'DELETE',
    path: '/api/me/security/access-tokens/:accessToken',
    summary: 'Revokes an API token or an app password immediately.',
    needs: {},
    otherIds: { 'params.accessToken': 'looked up among the asker’s own only' },
    run: (ctx, { params }) => removeAccessToken(ctx, params['accessToken']!),
  }),
]

const ofOthers: Door[] = [
  door({
    name: 'removeSecondFactors',
    line: personSecondFactorRemoved,
    inPerson: true,
    method: 'DELETE',
    path: '/api/organization/people/:person/second-factor',
    summary:
      'Removes the second factors of somebody who lost them; their sessions end, and they are told.',
    needs: { organization: need.organization('administer'), person: need.person('govern') },
    run: (ctx, { organization, person }) => removeFactorsOf(ctx, organization.id, person),
  }),
]

export const doors: Door[] = [
  ...signingIn,
  ...confirmation,
  ...app,
  ...passkeys,
  ...accessTokens,
  ...ofOthers,
]
