import { ChangedMeanwhile, Invalid, Refusal, TooManyAttempts } from './errors.ts'
import type { Language, Sentence } from './i18n.ts'

/** The HTTP translation of a refusal: RFC 9457 problem details. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
  /** For the report to the person who runs the instance; also in the log. */
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
  gone: 410,
}

type Title =
  | Refusal['kind']
  | 'failed'
  | 'too-many-attempts'
  | 'too-large'
  | 'too-slow'
  | 'other-type'

const titles: Record<Title, Sentence> = {
  'not-found': { en: 'Not found', fr: 'Introuvable' },
  forbidden: { en: 'Not allowed', fr: 'Non autorisé' },
  invalid: { en: 'Something needs to be fixed', fr: 'Une correction est nécessaire' },
  conflict: { en: 'Not possible now', fr: 'Impossible pour le moment' },
  'limit-reached': { en: 'A limit is reached', fr: 'Une limite est atteinte' },
  unavailable: { en: 'Briefly unavailable', fr: 'Momentanément indisponible' },
  unauthenticated: { en: 'Please sign in', fr: 'Veuillez vous connecter' },
  gone: { en: 'No longer exists', fr: 'N’existe plus' },
  failed: { en: 'Something went wrong', fr: 'Un problème est survenu' },
  'too-many-attempts': { en: 'Too many attempts', fr: 'Trop de tentatives' },
  'too-large': { en: 'Too large', fr: 'Trop volumineux' },
  'too-slow': { en: 'Too slow', fr: 'Trop lent' },
  'other-type': { en: 'Wrong type', fr: 'Type incorrect' },
}

const sentences: Record<string, Sentence> = {
  'not-found': {
    en: 'This does not exist, or you cannot see it.',
    fr: 'Ceci n’existe pas, ou vous ne pouvez pas le voir.',
  },
  'sign-in-needed': { en: 'Sign in to go on.', fr: 'Connectez-vous pour continuer.' },
  forbidden: {
    en: 'You may see this, but not do that.',
    fr: 'Vous pouvez voir ceci, mais pas faire cela.',
  },
  'in-person-only': {
    en: 'An API token or app password cannot do this: sign in as yourself.',
    fr: 'Un jeton d’API ou un mot de passe d’application ne permet pas cela : connectez-vous vous-même.',
  },
  'read-only-token': {
    en: 'This API token or app password may only read.',
    fr: 'Ce jeton d’API ou ce mot de passe d’application ne permet que la lecture.',
  },
  'view-as-not-here': {
    en: 'Only the person can see this: it is not part of the view.',
    fr: 'Seule la personne elle-même voit ceci : cette page ne fait pas partie de la vue.',
  },
  'view-as-reads-only': {
    en: 'You are viewing the group as somebody else: nothing can be changed. Stop to go on with your own rights.',
    fr: 'Vous voyez le groupe en tant que quelqu’un d’autre : rien ne peut être modifié. Arrêtez pour retrouver vos propres droits.',
  },
  unavailable: {
    en: 'A part of the service is restarting. Nothing was changed; please try again in a moment.',
    fr: 'Une partie du service redémarre. Rien n’a été modifié ; veuillez réessayer dans un instant.',
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

/** An error that is not a refusal is our fault: only the log may say more (X68). */
export function problemOf(error: unknown, language: Language, reference: string): Problem {
  if (error instanceof Refusal) return ofRefusal(error, language, reference)
  const { statusCode: status, code } = error as { statusCode?: number; code?: unknown }
  if (typeof code === 'string' && unstorable.has(code))
    return ofRefusal(new Invalid('unreadable', unstorableSentence), language, reference)
  const known = status !== undefined && ofTransport[status]
  if (known) return simple(known.key, status, known.sentence, language, reference)
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH')
    return ofRefusal(new Invalid('unreadable', badAddress), language, reference)
  if (status !== undefined && status >= 400 && status < 500)
    return ofRefusal(notReadable(), language, reference)
  return simple('failed', 500, sentences['failed']!, language, reference)
}

/**
 * PostgreSQL's error codes for values that cannot be stored: a zero character in a text, a cursor that is not ours, a
 * number out of range.
 */
const unstorable = new Set(['22P02', '22021', '22P05', '22003', '22007', '22008'])

const unstorableSentence: Sentence = {
  en: 'Something in what was sent is not possible: a zero character in a text, an unknown cursor, or a number out of range.',
  fr: 'Une partie de l’envoi est impossible : un caractère nul dans un texte, un curseur inconnu ou un nombre hors limites.',
}

/** Faults of the transport, found before a door is reached. */
const ofTransport: Record<number, { key: keyof typeof titles; sentence: Sentence }> = {
  408: {
    key: 'too-slow',
    sentence: {
      en: 'What was sent came too slowly. Please try again with a better connection.',
      fr: 'L’envoi était trop lent. Veuillez réessayer avec une meilleure connexion.',
    },
  },
  413: {
    key: 'too-large',
    sentence: {
      en: 'What was sent is larger than allowed here.',
      fr: 'L’envoi dépasse la taille autorisée ici.',
    },
  },
  415: {
    key: 'other-type',
    sentence: {
      en: 'JSON is expected here (Content-Type: application/json).',
      fr: 'Du JSON est attendu ici (Content-Type: application/json).',
    },
  },
  431: {
    key: 'too-large',
    sentence: {
      en: 'The headers of this request are too long.',
      fr: 'Les en-têtes de cette requête sont trop longs.',
    },
  },
}

const badAddress: Sentence = {
  en: 'This address could not be read.',
  fr: 'Cette adresse n’a pas pu être lue.',
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
    fr: 'L’envoi n’a pas pu être lu : du JSON est attendu ici.',
  })
}
