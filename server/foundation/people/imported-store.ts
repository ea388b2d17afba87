import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

/** An author's name from an imported archive; belongs to nobody here until the owner of the address accepts it (G13). */
export interface ImportedAuthor {
  id: PersonId
  firstName: string
  lastName: string
  /** The address that may accept; null where there is none, and after somebody has accepted. */
  emailKey: string | null
}

export async function insertImportedAuthors(
  ctx: PublicContext,
  group: SpaceId,
  authors: ImportedAuthor[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-imported-authors',
    text: `insert into imported_author (id, group_id, first_name, last_name, email_key)
      select a.id, $1, a."firstName", a."lastName", a."emailKey"
      from jsonb_to_recordset($2::jsonb) as a (id uuid, "firstName" text, "lastName" text, "emailKey" text)`,
    values: [group, JSON.stringify(authors)],
  })
}

export function importedAuthors(ctx: PublicContext, ids: PersonId[]): Promise<ImportedAuthor[]> {
  return ctx.db.rows<ImportedAuthor>({
    name: 'imported-authors',
    text: `select id, first_name as "firstName", last_name as "lastName", email_key as "emailKey"
      from imported_author where id = any($1::uuid[])`,
    values: [ids],
  })
}
