import { doors as comments } from '../../foundation/comments/routes.ts'
import { doors as groups } from '../../foundation/groups/routes.ts'
import { doors as invitations } from '../../foundation/invitations/routes.ts'
import { linkDoors } from '../../foundation/items/link-routes.ts'
import { doors as items } from '../../foundation/items/routes.ts'
import { doors as membership } from '../../foundation/membership/routes.ts'
import { doors as organizations } from '../../foundation/organizations/routes.ts'
import { doors as overview } from '../../foundation/overview/routes.ts'
import { doors as spaces } from '../../foundation/spaces/routes.ts'
import { signUp } from '../../foundation/people/people.ts'
import { createPrivateSpace } from '../../foundation/spaces/spaces.ts'
import type { Asker, House, PublicContext } from '../../kernel/context.ts'
import type { Door } from '../../kernel/door.ts'
import { pass } from '../../kernel/pass.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { doors as documents } from '../../tools/documents/routes.ts'
import { doors as notes } from '../../tools/notes/routes.ts'
import { setUp } from '../set-up/set-up.ts'
import { cast, companyName, type Who } from './company.ts'

const doors = new Map(
  [
    ...organizations,
    ...spaces,
    ...items,
    ...linkDoors,
    ...comments,
    ...overview,
    ...groups,
    ...membership,
    ...invitations,
    ...notes,
    ...documents,
  ].map((door) => [door.spec.name, door] as const),
)

interface Sending {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

/** Runs the demonstration: everybody acts through the product's own doors, with their own rights, on a day in the past. */
export class Stage {
  readonly #house: House
  readonly #start = Date.now()
  readonly #askers = new Map<Who, Asker>()

  constructor(house: House) {
    this.#house = house
  }

  id(who: Who): PersonId {
    return this.#asker(who).id
  }

  email(who: Who): string {
    return cast[who].email
  }

  privateSpace(who: Who): SpaceId {
    return this.#asker(who).privateSpace
  }

  /** Calls the door of this name as `who`, `daysAgo` days ago. */
  async act<Answer = unknown>(
    who: Who,
    daysAgo: number,
    name: string,
    { params = {}, query = {}, body = {} }: Sending = {},
  ): Promise<Answer> {
    const asker = this.#asker(who)
    const from = { ...elsewhere, person: asker, language: asker.language, now: this.#day(daysAgo) }
    const house = onDay(this.#house, from.now)
    const answer = await pass(house, door(name), from, { params, query, body }, noCookies)
    return answer as Answer
  }

  /** Invitations expire by the database's clock, for which those of the demonstration are long over. */
  async keepOpen(invitation: string): Promise<void> {
    await this.#house.db.run({
      text: `update invitation set expires_at = the_time() + interval '1 day' where id = $1`,
      values: [invitation],
    })
  }

  /** The director founds the company; everybody else is there from the first day. */
  async enterAll(daysAgo: number): Promise<void> {
    const organization = await this.#signUp(daysAgo, (ctx) => this.#found(ctx))
    for (const who of Object.keys(cast) as Who[])
      if (!this.#askers.has(who))
        await this.#signUp(daysAgo, (ctx) => this.#enter(ctx, who, organization))
  }

  async #found(ctx: PublicContext): Promise<OrganizationId> {
    const { firstName, lastName, email, language } = cast.helene
    const named = { firstName, lastName, email, language, timeZone, password: null }
    const { organization, admin, privateSpace } = await setUp(ctx, {
      ...named,
      organization: companyName,
    })
    this.#remember('helene', admin, organization, privateSpace)
    return organization
  }

  async #enter(ctx: PublicContext, who: Who, organization: OrganizationId): Promise<void> {
    const { role: _, ...member } = cast[who]
    const organizationId = member.orgRole ? organization : null
    const person = await signUp(ctx, { ...member, timeZone, organizationId })
    const inTheirLanguage = { ...ctx, language: member.language }
    const privateSpace = await createPrivateSpace(inTheirLanguage, person, organizationId)
    this.#remember(who, person, organizationId, privateSpace)
  }

  #remember(
    who: Who,
    id: PersonId,
    organizationId: OrganizationId | null,
    privateSpace: SpaceId,
  ): void {
    const { orgRole, language } = cast[who]
    const where = { organizationId, orgRole, privateSpace }
    this.#askers.set(who, { id, ...where, language, timeZone, sessionId: '' })
  }

  #signUp<T>(daysAgo: number, work: (ctx: PublicContext) => Promise<T>): Promise<T> {
    const from = {
      ...elsewhere,
      person: undefined,
      language: 'fr',
      now: this.#day(daysAgo),
    } as const
    return this.#house.db.transaction((db) => work({ ...from, house: this.#house, db }))
  }

  #asker(who: Who): Asker {
    const asker = this.#askers.get(who)
    if (!asker) throw new Error(`${who} has not entered yet`)
    return asker
  }

  #day(daysAgo: number): Date {
    return new Date(this.#start - daysAgo * 86_400_000)
  }
}

/** The same house, whose transactions take place on this day. */
function onDay(house: House, now: Date): House {
  const transaction: House['db']['transaction'] = (work) =>
    house.db.transaction((tx) => work({ ...tx, now }))
  return { ...house, db: { ...house.db, transaction } }
}

const timeZone = 'Europe/Paris'
const elsewhere = { address: '', userAgent: '' }
const noCookies = { setCookie: () => undefined, clearCookie: () => undefined }

function door(name: string): Door {
  const found = doors.get(name)
  if (!found) throw new Error(`there is no door ${name}`)
  return found
}
