import type { Static } from 'typebox'
import { publicAddress } from '../../kernel/config.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { violates } from '../../kernel/db.ts'
import { Invalid, LimitReached, NotFound } from '../../kernel/errors.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import { giveToken, takeToken } from '../people/one-time-tokens.ts'
import { personById } from '../people/people.ts'
import type { Assertion, Attestation } from './schema.ts'
import { codesOfFirstFactor, factorsChanged, forgetCodesWithoutFactor } from './second-factor.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** Loaded on first use, because it is large. */
const webauthn = () => import('@simplewebauthn/server')

const minutesToAnswer = 5
const most = 20
/** COSE identifiers of EdDSA, ES256 and RS256, which authenticators support. */
const algorithms = [-8, -7, -257]

/** The relying party of a passkey: PUBLIC_URL, or else the host of the request. */
function placeOf({ house, host }: PublicContext): { id: string; origins: string[] } {
  if (house.config.publicUrl) {
    const { hostname, origin } = new URL(house.config.publicUrl)
    return { id: hostname, origins: [origin] }
  }
  const asked = host ?? new URL(publicAddress(house.config)).host
  return {
    id: URL.parse(`http://${asked}`)?.hostname ?? asked,
    origins: [`https://${asked}`, `http://${asked}`],
  }
}

async function newChallenge(ctx: PublicContext, person: PersonId | null): Promise<Buffer> {
  const challenge = await giveToken(ctx, 'passkey-challenge', person, minutesToAnswer)
  return Buffer.from(challenge, 'base64url')
}

/** Consumes a challenge: each works once, and only for the person whom it was issued to (X126). */
async function wasAsked(ctx: PublicContext, person: PersonId | null, challenge: string) {
  return (await takeToken(ctx, 'passkey-challenge', challenge))?.personId === person
}

/** Options for the browser to make a passkey that signs in without a name, and verifies its user by finger, face or PIN. */
export async function beginPasskey(ctx: Context): Promise<object> {
  const person = await personById(ctx, ctx.person.id)
  const known = await store.passkeys(ctx, person.id)
  if (known.length >= most) throw new LimitReached('passkeys', words.enoughPasskeys(most))
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    rpName: 'Atelier',
    rpID: placeOf(ctx).id,
    userID: new Uint8Array(Buffer.from(person.id.replaceAll('-', ''), 'hex')),
    userName: person.email,
    userDisplayName: `${person.firstName} ${person.lastName}`.trim(),
    challenge: new Uint8Array(await newChallenge(ctx, person.id)),
    timeout: minutesToAnswer * 60_000,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports,
    })),
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Stores the new passkey; returns it, and recovery codes when this is the first factor. */
export async function addPasskey(
  ctx: Context,
  name: string,
  response: Static<typeof Attestation>,
): Promise<{ id: string; recoveryCodes: string[] | null }> {
  const person = ctx.person.id
  const place = placeOf(ctx)
  const { verifyRegistrationResponse } = await webauthn()
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} } as never,
    expectedChallenge: (challenge) => wasAsked(ctx, person, challenge),
    expectedOrigin: place.origins,
    expectedRPID: place.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(notUnderstood)
  if (!registrationInfo) throw new Invalid('passkey-not-understood', words.notThisPasskey)
  const recoveryCodes = await codesOfFirstFactor(ctx)
  const { credential } = registrationInfo
  const id = newId()
  await store
    .insertPasskey(ctx, {
      id,
      personId: person,
      name,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: response.response.transports ?? [],
    })
    .catch(refuseKnown)
  await factorsChanged(ctx, { what: 'passkey-added', name })
  return { id, recoveryCodes }
}

function refuseKnown(error: unknown): never {
  if (violates(error, 'passkey_is_known_once'))
    throw new Invalid('passkey-not-understood', words.notThisPasskey)
  throw error
}

function notUnderstood(): never {
  throw new Invalid('passkey-not-understood', words.notThisPasskey)
}

export async function renamePasskey(ctx: Context, id: string, name: string): Promise<void> {
  if (!(await store.renamePasskey(ctx, ctx.person.id, id, name))) throw new NotFound()
}

export async function removePasskey(ctx: Context, id: string): Promise<void> {
  const gone = await store.deletePasskey(ctx, ctx.person.id, id)
  if (!gone) throw new NotFound()
  await forgetCodesWithoutFactor(ctx)
  await factorsChanged(ctx, { what: 'passkey-removed', name: gone.name })
}

/** Options for the browser to ask for a passkey: of this person, or any that it has for this server. */
export async function askForPasskey(ctx: PublicContext, person: PersonId | null): Promise<object> {
  const known = person ? await store.passkeys(ctx, person) : []
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({
    rpID: placeOf(ctx).id,
    challenge: new Uint8Array(await newChallenge(ctx, person)),
    timeout: minutesToAnswer * 60_000,
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports,
    })),
  })
}

/** Verifies an assertion and returns the passkey's owner; undefined when it is not valid. A challenge works once (X126). */
export async function whoAnswered(
  ctx: PublicContext,
  person: PersonId | null,
  response: Static<typeof Assertion>,
): Promise<PersonId | undefined> {
  const passkey = await store.passkeyByCredential(ctx, response.id)
  if (!passkey || (person !== null && passkey.personId !== person)) return undefined
  const place = placeOf(ctx)
  const { verifyAuthenticationResponse } = await webauthn()
  const answer = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} } as never,
    expectedChallenge: (challenge) => wasAsked(ctx, person, challenge),
    expectedOrigin: place.origins,
    expectedRPID: place.id,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!answer?.verified) return undefined
  await store.passkeyUsed(ctx, passkey.id, answer.authenticationInfo.newCounter)
  return passkey.personId
}
