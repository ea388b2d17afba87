import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Querier } from './db.ts'
import type { Door } from './door.ts'
import { Conflict, invalidField } from './errors.ts'
import type { PersonId } from './ids.ts'

/**
 * A request that creates something and carries `Idempotency-Key`: repeated with the same key within a day, it creates
 * nothing and returns the first answer again, provided that the asker may still create it
 * (draft-ietf-httpapi-idempotency-key-header).
 */
export interface Keyed {
  person: PersonId
  key: string
  /** SHA-256 of method, address and body. */
  request: Buffer
}

/** Hours for which a key is remembered. */
export const keptHours = 24

/**
 * Returns the key of a request to a door that creates something; never for a door whose answer holds a secret. An uploaded
 * file is identified by its length only.
 */
export function keyedRequest(request: FastifyRequest, { spec }: Door): Keyed | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || !request.asker || spec.status !== 201 || spec.secret) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw invalidField('headers.idempotency-key', 'format', notAKey)
  const body = spec.upload ? request.headers['content-length'] : JSON.stringify(request.body)
  return {
    person: request.asker.id,
    key,
    request: hash('sha256', [request.method, request.url, body].join('\n'), 'buffer'),
  }
}

/** Claims the key for this request, or returns the answer to the first request with it. Waits for one that is in progress. */
export async function claim(db: Querier, keyed: Keyed): Promise<{ answer: unknown } | undefined> {
  if (await taken(db, keyed)) return undefined
  const first = await db.row<{ same: boolean; answer: unknown }>({
    name: 'idempotent-answer',
    text: 'select request = $3 as same, answer from idempotency_key where person_id = $1 and key = $2',
    values: [keyed.person, keyed.key, keyed.request],
  })
  if (!first) throw new Conflict('key-in-use', keyInUse) // it failed between our insert and our select
  if (!first.same) throw invalidField('headers.idempotency-key', 'used', keyOfAnother)
  if (first.answer === null) throw new Conflict('key-in-use', keyInUse)
  return { answer: first.answer }
}

async function taken(db: Querier, { person, key, request }: Keyed): Promise<boolean> {
  const rows = await db.run({
    name: 'claim-idempotency-key',
    text: `insert into idempotency_key (person_id, key, request, at) values ($1, $2, $3, the_time())
      on conflict (person_id, key) do update set request = excluded.request, at = excluded.at, answer = null
        where idempotency_key.at < excluded.at - make_interval(hours => $4)`,
    values: [person, key, request, keptHours],
  })
  return rows === 1
}

export async function keep(db: Querier, { person, key }: Keyed, answer: unknown): Promise<void> {
  await db.run({
    name: 'keep-idempotent-answer',
    text: 'update idempotency_key set answer = $3 where person_id = $1 and key = $2',
    values: [person, key, JSON.stringify(answer)],
  })
}

/** Releases the key of a request that was refused: nothing was created. */
export async function release(db: Querier, { person, key }: Keyed): Promise<void> {
  await db.run({
    name: 'release-idempotency-key',
    text: 'delete from idempotency_key where person_id = $1 and key = $2 and answer is null',
    values: [person, key],
  })
}

export async function forgetOldKeys(db: Querier, now: Date): Promise<void> {
  await db.run({
    name: 'forget-old-idempotency-keys',
    text: 'delete from idempotency_key where at < $1::timestamptz - make_interval(hours => $2)',
    values: [now, keptHours],
  })
}

const notAKey = {
  en: 'An idempotency key is 1 to 200 visible ASCII characters.',
  fr: 'Une clé d’idempotence compte 1 à 200 caractères ASCII visibles.',
}

const keyOfAnother = {
  en: 'This key was used for another request. Take a new one.',
  fr: 'Cette clé a déjà servi à une autre requête. Utilisez-en une nouvelle.',
}

const keyInUse = {
  en: 'The first request with this key is still under way, or was interrupted: look whether it made what it should before you repeat it with a new key.',
  fr: 'La première requête avec cette clé est en cours ou a été interrompue : vérifiez si elle a abouti avant de la répéter avec une nouvelle clé.',
}
