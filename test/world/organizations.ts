import { inContext } from '../../server/kernel/context.ts'
import type { OrganizationId } from '../../server/kernel/ids.ts'
import { setUp } from '../../server/operations/set-up/set-up.ts'
import type { Instance } from './instance.ts'
import { password, signedIn, type Client } from './people.ts'

/** Another organization on an instance that has one, made as by its set-up link. */
export async function anotherOrganization(
  instance: Instance,
  name: string,
): Promise<{ organization: OrganizationId; admin: Client }> {
  const admin = {
    firstName: 'Otto',
    lastName: name,
    email: `otto@${name.toLowerCase()}.example.org`,
    password,
    language: 'en',
    timeZone: 'Europe/Paris',
  } as const
  const made = await inContext(instance.app.house, undefined, (ctx) =>
    setUp(ctx, { organization: name, ...admin }, 'another'),
  )
  return { organization: made.organization, admin: await signedIn(instance, made.admin) }
}
