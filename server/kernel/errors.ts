import type { Sentence } from './i18n.ts'

/**
 * The ways in which a request is refused, independent of any protocol. One translator per protocol turns them into a
 * response (HTTP: kernel/problem.ts).
 */
export abstract class Refusal extends Error {
  abstract readonly kind:
    | 'not-found'
    | 'forbidden'
    | 'invalid'
    | 'conflict'
    | 'limit-reached'
    | 'unavailable'
    | 'unauthenticated'
    | 'gone'
  readonly code: string
  readonly sentence: Sentence | undefined
  readonly fields: FieldError[]

  constructor(code: string, sentence?: Sentence, fields: FieldError[] = []) {
    super(sentence?.en ?? code)
    this.code = code
    this.sentence = sentence
    this.fields = fields
  }
}

export interface FieldError {
  /** Path of the field as sent, `body.name` or `query.after`. */
  field: string
  code: string
  sentence: Sentence
}

/** The thing does not exist, or its existence is secret: the response is the same, word for word (A10, I2). */
export class NotFound extends Refusal {
  readonly kind = 'not-found'
  /** `fields`: among several ids in the request, those that do not exist for the asker. */
  constructor(fields: FieldError[] = []) {
    super('not-found', undefined, fields)
  }
}

/** Nobody is signed in. */
export class Unauthenticated extends Refusal {
  readonly kind = 'unauthenticated'
  constructor(code = 'sign-in-needed', sentence?: Sentence) {
    super(code, sentence)
  }
}

/** The person can see the thing but not do this (A10). */
export class Forbidden extends Refusal {
  readonly kind = 'forbidden'
}

/** The input is not valid, no matter who sends it. */
export class Invalid extends Refusal {
  readonly kind = 'invalid'
}

/** The request conflicts with the current state. */
export class Conflict extends Refusal {
  readonly kind = 'conflict'
}

/** Somebody else changed it since the asker last read it (If-Match). */
export class ChangedMeanwhile extends Refusal {
  readonly kind = 'conflict'
  constructor() {
    super('changed-meanwhile', {
      en: 'It was changed since you last read it. Read it again, then decide.',
      fr: 'Cet élément a changé depuis votre dernière lecture. Relisez-le, puis décidez.',
    })
  }
}

/** The cursor of the asker is too old to continue from: they have to start again. */
export class TooOld extends Refusal {
  readonly kind = 'gone'
  constructor(sentence: Sentence) {
    super('too-old', sentence)
  }
}

/** A plan's limit: the sentence says which limit, whose plan and what to do (O7). */
export class LimitReached extends Refusal {
  readonly kind = 'limit-reached'
}

/** A rate limit against guessing: the asker may retry after some seconds. */
export class TooManyAttempts extends Refusal {
  readonly kind = 'conflict'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number, sentence: Sentence) {
    super('too-many-attempts', sentence)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A part of the system is unavailable; nothing was changed. */
export class Unavailable extends Refusal {
  readonly kind = 'unavailable'
  constructor(code = 'unavailable', sentence?: Sentence) {
    super(code, sentence)
  }
}

/** One field is wrong: `invalidField('body.name', 'taken', { en, fr })`. */
export function invalidField(field: string, code: string, sentence: Sentence): Invalid {
  return new Invalid('invalid', undefined, [{ field, code, sentence }])
}
