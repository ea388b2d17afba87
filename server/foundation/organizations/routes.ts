import * as need from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { organizationById } from './organizations.ts'
import * as schema from './schema.ts'

export const doors: Door[] = [
  door({
    name: 'getOrganization',
    method: 'GET',
    path: '/api/organization',
    summary: 'My organization and its policies.',
    needs: { organization: need.organization('belong') },
    answer: schema.Organization,
    run: async (ctx, { organization: { id, may } }) => ({
      ...(await organizationById(ctx, id)),
      may,
    }),
  }),
]
