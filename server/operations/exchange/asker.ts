import type { Context, House } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import * as store from './jobs-store.ts'
import { problems } from './words.ts'

/** The account of the person who asked has been stopped since. */
export class Stopped extends Refusal {
  readonly kind = 'forbidden'
}

/** The person who asked, as they are now: each statement reads the newest committed state (A11). */
export async function contextOf(house: House, person: PersonId): Promise<Context> {
  const found = await store.asker(house.db, person)
  if (!found) throw new Stopped(problems.stopped.code, problems.stopped)
  return {
    person: { ...found, organizationId: found.organizationId as OrganizationId, sessionId: '' },
    db: { ...house.db, afterCommit: readsOnly },
    now: new Date(),
    language: found.language,
    house,
    address: '',
    userAgent: '',
  }
}

function readsOnly(): never {
  throw new Error('outside of a transaction nothing is changed')
}
