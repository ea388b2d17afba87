import { Invalid, NotFound, type FieldError, type Refusal } from './errors.ts'
import type { Sentence } from './i18n.ts'

/** A fault that ajv found in a request. */
export interface SchemaError {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
}

/**
 * Turns ajv's faults into fields with sentences that say what is expected. A malformed id in a path is simply not found
 * (I2).
 */
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

function fieldOf(part: string, { keyword, instancePath, params }: SchemaError): string {
  const path = instancePath.replaceAll('/', '.')
  if (keyword === 'required') return `${part}${path}.${String(params['missingProperty'])}`
  if (keyword === 'additionalProperties')
    return `${part}${path}.${String(params['additionalProperty']).slice(0, 60)}`
  return `${part}${path}`
}

const notValid: Sentence = { en: 'This is not valid.', fr: 'Cette valeur n’est pas valable.' }
const needed: Sentence = { en: 'This field is required.', fr: 'Ce champ est obligatoire.' }

function said({ keyword, params }: SchemaError): Sentence {
  const limit = Number(params['limit'])
  const known: Record<string, () => Sentence> = {
    required: () => needed,
    additionalProperties: () => ({
      en: 'This field is not known here.',
      fr: 'Ce champ n’est pas connu ici.',
    }),
    type: () => types[[params['type']].flat().join()] ?? notValid,
    minLength: () =>
      limit <= 1
        ? needed
        : { en: `At least ${limit} characters.`, fr: `Au moins ${limit} caractères.` },
    maxLength: () => ({ en: `At most ${limit} characters.`, fr: `Au plus ${limit} caractères.` }),
    pattern: () => patternSaid(String(params['pattern'])) ?? notValid,
    minItems: () => ({ en: `At least ${limit}.`, fr: `Au moins ${limit}.` }),
    maxItems: () => ({ en: `At most ${limit} at once.`, fr: `Au plus ${limit} à la fois.` }),
    minimum: () => ({ en: `At least ${limit}.`, fr: `Au moins ${limit}.` }),
    maximum: () => ({ en: `At most ${limit}.`, fr: `Au plus ${limit}.` }),
    enum: () => oneOf(params['allowedValues'] as unknown[]),
    const: () => oneOf([params['allowedValue']]),
    format: () => formats[String(params['format'])] ?? notValid,
  }
  return known[keyword]?.() ?? notValid
}

function oneOf(values: unknown[]): Sentence {
  const list = values.slice(0, 20).join(', ')
  return { en: `One of: ${list}.`, fr: `L’une de ces valeurs : ${list}.` }
}

/** Says what a text must look like, for each pattern that a door has; returns undefined for a pattern without words yet. */
export function patternSaid(pattern: string): Sentence | undefined {
  if (pattern === '\\S') return needed
  if (pattern === '^[0-9a-f]{64}$')
    return {
      en: 'A SHA-256 is expected: 64 characters, 0 to 9 and a to f.',
      fr: 'Un SHA-256 est attendu : 64 caractères, de 0 à 9 et de a à f.',
    }
  if (pattern === '^(?:0|[A-Za-z0-9_-]{22})$')
    return {
      en: 'Expected: 0, or a position that an earlier answer gave.',
      fr: 'Attendu : 0, ou une position donnée par une réponse précédente.',
    }
  if (pattern === '^[A-Za-z0-9_-]{22}$' || pattern === '^[A-Za-z0-9_-]{43}$')
    return {
      en: 'Expected: a token that an earlier answer gave.',
      fr: 'Attendu : un jeton donné par une réponse précédente.',
    }
  if (pattern === '^[A-Za-z,]*$')
    return {
      en: 'Names of fields, separated by commas, are expected here.',
      fr: 'Des noms de champs, séparés par des virgules, sont attendus ici.',
    }
  if (pattern === '^[a-z-]{1,40}$')
    return {
      en: 'A word of small letters without accents is expected here.',
      fr: 'Un mot en minuscules sans accent est attendu ici.',
    }
  if (pattern === '^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$')
    return {
      en: 'Expected: 1 to 100 ids, separated by commas.',
      fr: 'Attendu : de 1 à 100 identifiants, séparés par des virgules.',
    }
  const [coded, least, most] = /^\^\[A-Za-z0-9_-\](?:\*|\{(\d+),(\d+)\})\$$/.exec(pattern) ?? []
  if (coded === undefined) return undefined
  if (least === undefined)
    return {
      en: 'Only letters without accents, digits, - and _ are expected here.',
      fr: 'Seuls des lettres sans accent, des chiffres, - et _ sont attendus ici.',
    }
  return {
    en: `${least} to ${most} letters without accents, digits, - or _ are expected here.`,
    fr: `De ${least} à ${most} lettres sans accent, chiffres, - ou _ sont attendus ici.`,
  }
}

const types: Record<string, Sentence> = {
  string: { en: 'A text is expected here.', fr: 'Un texte est attendu ici.' },
  integer: { en: 'A whole number is expected here.', fr: 'Un nombre entier est attendu ici.' },
  number: { en: 'A number is expected here.', fr: 'Un nombre est attendu ici.' },
  boolean: { en: 'true or false is expected here.', fr: 'true ou false est attendu ici.' },
  array: { en: 'A list is expected here.', fr: 'Une liste est attendue ici.' },
  object: {
    en: 'An object with fields is expected here.',
    fr: 'Un objet avec des champs est attendu ici.',
  },
  null: { en: 'null is expected here.', fr: 'null est attendu ici.' },
}

const formats: Record<string, Sentence> = {
  text: {
    en: 'There is a zero character in this text.',
    fr: 'Ce texte contient un caractère nul.',
  },
  email: { en: 'This is not an e-mail address.', fr: 'Ce n’est pas une adresse e-mail.' },
  'web-address': {
    en: 'This is not a web address: it begins with https:// or http://.',
    fr: 'Ce n’est pas une adresse web : elle commence par https:// ou http://.',
  },
  uuid: { en: 'This is not an id.', fr: 'Ce n’est pas un identifiant.' },
  date: { en: 'A date is written 2026-03-28.', fr: 'Une date s’écrit 2026-03-28.' },
  'date-time': {
    en: 'A moment is written 2026-03-28T14:00:00Z.',
    fr: 'Un moment s’écrit 2026-03-28T14:00:00Z.',
  },
}
