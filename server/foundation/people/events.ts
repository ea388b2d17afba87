import { record, recordInOrganization, type Change } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import * as store from './store.ts'

/**
 * What is decided about one person: in the history of their organization; of a guest, who has none, in that of their own
 * space (V2). The name is written down as it is now: it tells who it was when the person is gone.
 */
export async function recordAboutPerson(
  ctx: PublicContext,
  person: PersonId,
  { kind, detail }: Pick<Change, 'kind' | 'detail'>,
): Promise<void> {
  const { organization, space, name } = await store.whereRecorded(ctx, person)
  const change = { kind, detail: { ...detail, person, name } }
  if (organization) await recordInOrganization(ctx, organization, change)
  else await record(ctx, space, change)
}
