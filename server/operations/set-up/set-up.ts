import { organizationFounded } from '../../foundation/organizations/events.ts'
import { personJoined, recordAboutPerson } from '../../foundation/people/events.ts'
import { signUp } from '../../foundation/people/people.ts'
import { found } from '../../foundation/organizations/organizations.ts'
import { createPrivateSpace } from '../../foundation/spaces/spaces.ts'
import { CannotStart } from '../../kernel/cannot-start.ts'
import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import * as store from './store.ts'
import { recordInOrganization } from '../../kernel/changes.ts'

interface SetUp {
  organization: string
  firstName: string
  lastName: string
  email: string
  /** Null when it is set by a reset link, or never needed (the demonstration). */
  password: string | null
  language: Language
  timeZone: string
}

/**
 * Creates the first organization and its first admin on an instance without accounts, or a further one (O2). There is no
 * default password.
 */
export async function setUp(
  ctx: PublicContext,
  { organization, ...admin }: SetUp,
  which: 'first' | 'another' = 'first',
): Promise<{ organization: OrganizationId; admin: PersonId; privateSpace: SpaceId }> {
  const inTheirLanguage = { ...ctx, language: admin.language }
  const id = await found(ctx, { name: organization, language: admin.language }, which)
  const person = await signUp(ctx, { ...admin, organizationId: id, orgRole: 'admin' })
  const privateSpace = await createPrivateSpace(inTheirLanguage, person, id)
  const name = organization.trim()
  await recordInOrganization(ctx, id, organizationFounded, { name })
  const detail = { role: 'admin' }
  await recordAboutPerson(ctx, person, personJoined, detail)
  return { organization: id, admin: person, privateSpace }
}

/**
 * Does the same from SETUP_ORGANIZATION, SETUP_EMAIL and SETUP_PASSWORD on an instance without accounts; returns whether it
 * did.
 */
export async function setUpFromEnvironment(house: House): Promise<boolean> {
  const { setupOrganization, setupEmail, setupPassword } = house.config
  if (!setupOrganization || !setupEmail || !setupPassword) return false
  if (await store.anyOrganization(house.db)) return false
  const [firstName = setupEmail, lastName = setupOrganization] = namesIn(setupEmail)
  const admin = { firstName, lastName, email: setupEmail, password: setupPassword }
  const given = { ...admin, organization: setupOrganization, timeZone: here() } as const
  try {
    await inContext(house, undefined, (ctx) => setUp(ctx, { ...given, language: 'en' }))
  } catch (error) {
    throw error instanceof Refusal ? new CannotStart(sentenceOf(error)) : error
  }
  return true
}

/** `anna.keller@…` becomes Anna Keller, until she corrects it in her profile. */
function namesIn(email: string): string[] {
  return email
    .split('@')[0]!
    .split(/[._-]+/)
    .filter(Boolean)
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
}

function here(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

const settingOf: Record<string, string> = {
  'body.organization': 'SETUP_ORGANIZATION',
  'body.email': 'SETUP_EMAIL',
  'body.password': 'SETUP_PASSWORD',
}

function sentenceOf(refusal: Refusal): string {
  const [field] = refusal.fields
  const setting = field && settingOf[field.field]
  return setting ? `${setting}: ${field.sentence.en}` : refusal.message
}
