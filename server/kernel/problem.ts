import {
  ChangedMeanwhile,
  Invalid,
  NotFound,
  Refusal,
  TooManyAttempts,
  type FieldError,
} from './errors.ts'
import type { Language, Sentence } from './i18n.ts'

/** The HTTP translation of a refusal: RFC 9457 problem details. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
  /** Quoted to whoever runs the house; also in the log. */
  reference: string
  fields: { field: string; code: string; message: string }[]
  retryAfterSeconds?: number
}

const statuses: Record<Refusal['kind'], number> = {
  'not-found': 404,
  forbidden: 403,
  invalid: 400,
  conflict: 409,
  'limit-reached': 409,
  unavailable: 503,
  unauthenticated: 401,
}

const titles: Record<Refusal['kind'] | 'failed' | 'too-many-attempts' | 'too-large', Sentence> = {
  'not-found': { en: 'Not found', fr: 'Introuvable' },
  forbidden: { en: 'Not allowed', fr: 'Non autorisé' },
  invalid: { en: 'Something needs correcting', fr: 'Une correction est nécessaire' },
  conflict: { en: 'Not possible now', fr: 'Impossible pour le moment' },
  'limit-reached': { en: 'A limit is reached', fr: 'Une limite est atteinte' },
  unavailable: { en: 'Briefly unavailable', fr: 'Momentanément indisponible' },
  unauthenticated: { en: 'Please sign in', fr: 'Veuillez vous connecter' },
  failed: { en: 'Something went wrong', fr: 'Un problème est survenu' },
  'too-many-attempts': { en: 'Too many attempts', fr: 'Trop de tentatives' },
  'too-large': { en: 'Too large', fr: 'Trop volumineux' },
}

const sentences: Record<string, Sentence> = {
  'not-found': {
    en: 'There is nothing here, or nothing that you may see.',
    fr: 'Il n’y a rien ici, ou rien que vous puissiez voir.',
  },
  'sign-in-needed': { en: 'Sign in to go on.', fr: 'Connectez-vous pour continuer.' },
  forbidden: {
    en: 'You may see this, but not do that.',
    fr: 'Vous pouvez voir ceci, mais pas faire cela.',
  },
  'in-person-only': {
    en: 'An API token or app password cannot do this: sign in as yourself.',
    fr: 'Un jeton d’API ou un mot de passe d’application ne permet pas cela : connectez-vous en personne.',
  },
  'read-only-token': {
    en: 'This API token or app password may only read.',
    fr: 'Ce jeton d’API ou ce mot de passe d’application ne permet que la lecture.',
  },
  'view-as-not-here': {
    en: 'This is a matter of the person alone: nobody sees it in their place.',
    fr: 'Ceci ne concerne que la personne elle-même : nul ne le voit à sa place.',
  },
  'view-as-reads-only': {
    en: 'You are looking as somebody else: nothing can be changed. Stop looking to go on with your own rights.',
    fr: 'Vous regardez à la place de quelqu’un d’autre : rien ne peut être modifié. Quittez cette vue pour retrouver vos propres droits.',
  },
  unavailable: {
    en: 'A part of the service is restarting. Nothing was changed; please try again in a moment.',
    fr: 'Une partie du service redémarre. Rien n’a été modifié ; veuillez réessayer dans un instant.',
  },
  invalid: {
    en: 'Please check the fields named below.',
    fr: 'Veuillez vérifier les champs indiqués ci-dessous.',
  },
  failed: {
    en: 'This is our fault, not yours. Nothing was changed. Please try again, or quote the reference.',
    fr: 'L’erreur vient de nous, pas de vous. Rien n’a été modifié. Veuillez réessayer, ou citez la référence.',
  },
}

/** `undefined` when the error is not a refusal: then it is our fault and only the log may say more (X68). */
export function problemOf(error: unknown, language: Language, reference: string): Problem {
  if (error instanceof Refusal) return ofRefusal(error, language, reference)
  const { statusCode: status, code } = error as { statusCode?: number; code?: unknown }
  if (typeof code === 'string' && unstorable.has(code))
    return ofRefusal(new Invalid('unreadable', unstorableSentence), language, reference)
  if (status === 413) return simple('too-large', 413, tooLarge, language, reference)
  if (status !== undefined && status >= 400 && status < 500)
    return ofRefusal(notReadable(), language, reference)
  return simple('failed', 500, sentences['failed']!, language, reference)
}

/** PostgreSQL's words for data that cannot be: a zero character in a text, a cursor that was never ours, a number out of reach. */
const unstorable = new Set(['22P02', '22021', '22P05', '22003', '22007', '22008'])

const unstorableSentence: Sentence = {
  en: 'Something in what was sent cannot be: a zero character in a text, an unknown cursor, or a number out of reach.',
  fr: 'Une partie de l’envoi est impossible : un caractère nul dans un texte, un curseur inconnu ou un nombre hors limites.',
}

const tooLarge: Sentence = {
  en: 'What was sent is larger than allowed here.',
  fr: 'L’envoi dépasse la taille autorisée ici.',
}

function ofRefusal(refusal: Refusal, language: Language, reference: string): Problem {
  const tooMany = refusal.code === 'too-many-attempts'
  const key = tooMany ? 'too-many-attempts' : refusal.kind
  const sentence =
    refusal.sentence ?? sentences[refusal.code] ?? sentences[refusal.kind] ?? titles[key]
  return {
    ...simple(key, statusOf(refusal), sentence, language, reference),
    code: refusal.code,
    ...(refusal instanceof TooManyAttempts && { retryAfterSeconds: refusal.retryAfterSeconds }),
    fields: refusal.fields.map(({ field, code, sentence: said }) => ({
      field,
      code,
      message: said[language],
    })),
  }
}

function statusOf(refusal: Refusal): number {
  if (refusal instanceof ChangedMeanwhile) return 412
  return refusal.code === 'too-many-attempts' ? 429 : statuses[refusal.kind]
}

function simple(
  key: keyof typeof titles,
  status: number,
  sentence: Sentence,
  language: Language,
  reference: string,
): Problem {
  return {
    type: 'about:blank',
    title: titles[key][language],
    status,
    code: key,
    detail: sentence[language],
    reference,
    fields: [],
  }
}

function notReadable(): Invalid {
  return new Invalid('unreadable', {
    en: 'What was sent could not be read: JSON is expected here.',
    fr: 'L’envoi n’a pas pu être lu : du JSON est attendu ici.',
  })
}

/** What ajv found, as fields with sentences. A path that is no id of ours is simply not found (I2). */
export function refusalOf(part: string, errors: readonly SchemaError[]): Refusal {
  if (part === 'params') return new NotFound()
  const fields = new Map<string, FieldError>()
  for (const error of errors) {
    if (error.keyword === 'anyOf' || error.keyword === 'if') continue
    const field = fieldOf(part, error)
    if (!fields.has(field)) fields.set(field, { field, code: error.keyword, sentence: said(error) })
  }
  if (fields.size === 0) fields.set(part, { field: part, code: 'invalid', sentence: notValid })
  return new Invalid('invalid', undefined, [...fields.values()])
}

export interface SchemaError {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
}

function fieldOf(part: string, { keyword, instancePath, params }: SchemaError): string {
  const path = instancePath.replaceAll('/', '.')
  if (keyword === 'required') return `${part}${path}.${String(params['missingProperty'])}`
  if (keyword === 'additionalProperties')
    return `${part}${path}.${String(params['additionalProperty']).slice(0, 60)}`
  return `${part}${path}`
}

const notValid: Sentence = { en: 'This is not valid.', fr: 'Cette valeur n’est pas valable.' }

function said({ keyword, params }: SchemaError): Sentence {
  const limit = Number(params['limit'])
  const known: Record<string, () => Sentence> = {
    required: () => ({ en: 'This is needed.', fr: 'Ce champ est nécessaire.' }),
    additionalProperties: () => ({
      en: 'This field is not known here.',
      fr: 'Ce champ n’est pas connu ici.',
    }),
    minLength: () => ({
      en: limit <= 1 ? 'This is needed.' : `At least ${limit} characters.`,
      fr: limit <= 1 ? 'Ce champ est nécessaire.' : `Au moins ${limit} caractères.`,
    }),
    maxLength: () => ({ en: `At most ${limit} characters.`, fr: `Au plus ${limit} caractères.` }),
    pattern: () => ({ en: 'This is needed.', fr: 'Ce champ est nécessaire.' }),
    minItems: () => ({ en: `At least ${limit}.`, fr: `Au moins ${limit}.` }),
    maxItems: () => ({ en: `At most ${limit} at once.`, fr: `Au plus ${limit} à la fois.` }),
    minimum: () => ({ en: `At least ${limit}.`, fr: `Au moins ${limit}.` }),
    maximum: () => ({ en: `At most ${limit}.`, fr: `Au plus ${limit}.` }),
    enum: () => ({ en: `One of: ${list(params)}.`, fr: `L’une de ces valeurs : ${list(params)}.` }),
    format: () => formats[String(params['format'])] ?? notValid,
  }
  return known[keyword]?.() ?? notValid
}

function list(params: Record<string, unknown>): string {
  return (params['allowedValues'] as unknown[]).slice(0, 20).join(', ')
}

const formats: Record<string, Sentence> = {
  text: {
    en: 'There is a zero character in this text.',
    fr: 'Ce texte contient un caractère nul.',
  },
  email: { en: 'This is not an e-mail address.', fr: 'Ce n’est pas une adresse e-mail.' },
  uuid: { en: 'This is not an id.', fr: 'Ce n’est pas un identifiant.' },
  date: { en: 'A date is written 2026-03-28.', fr: 'Une date s’écrit 2026-03-28.' },
}
