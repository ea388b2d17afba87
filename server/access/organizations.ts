import type { Context } from '../kernel/context.ts'
import { Forbidden, NotFound } from '../kernel/errors.ts'
import type { Language } from '../kernel/i18n.ts'
import type { OrganizationId } from '../kernel/ids.ts'
import type { Authorized } from './authorized.ts'

export type OrganizationAct = 'belong' | 'seeDirectory' | 'createGroups' | 'govern' | 'administer'

/** The asker's own organization, and what they may do in it (O4, O5, M3). */
export interface Organization {
  id: OrganizationId
  name: string
  /** The default language (O5). */
  language: Language
  may: Record<OrganizationAct, boolean>
}

/** The asker's organization; guests have none, and never learn of one (O5). */
export async function authorizeOrganization<A extends OrganizationAct>(
  ctx: Context,
  act: A,
): Promise<Authorized<Organization, A>> {
  const organization = await organizationAsSeen(ctx)
  if (!organization) throw new NotFound()
  if (!organization.may[act]) throw new Forbidden('forbidden')
  return organization as Authorized<Organization, A>
}

export async function organizationAsSeen(ctx: Context): Promise<Organization | undefined> {
  const { organizationId, orgRole } = ctx.person
  if (!organizationId) return undefined
  const facts = await ctx.db.row<{
    id: OrganizationId
    name: string
    language: Language
    everyoneCreates: boolean
    everyoneLooks: boolean
  }>({
    name: 'access-organization',
    text: `select id, name, language, who_creates_groups = 'everyone' as "everyoneCreates", who_sees_directory = 'everyone' as "everyoneLooks"
      from organization where id = $1`,
    values: [organizationId],
  })
  if (!facts) return undefined
  const governs = orgRole === 'admin' || orgRole === 'manager'
  return {
    id: facts.id,
    name: facts.name,
    language: facts.language,
    may: {
      belong: true,
      seeDirectory: governs || facts.everyoneLooks,
      createGroups: governs || facts.everyoneCreates,
      govern: governs,
      administer: orgRole === 'admin',
    },
  }
}
