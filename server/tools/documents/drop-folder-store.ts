import type { Context, PublicContext } from '../../kernel/context.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { ContainerId, PersonId, SpaceId } from '../../kernel/ids.ts'

export interface DropFolder {
  /** The private space of the owner, and the root of its documents. */
  space: SpaceId
  root: ContainerId
  owner: PersonId
  language: Language
  /** The owner has used it, or has switched it off before. */
  isKnown: boolean
  container: ContainerId | null
  /** Null unless the folder exists outside the trash. */
  name: string | null
  /** The folder is given to everybody whom the owner meets. */
  takes: boolean
}

export async function dropFolderOf(ctx: PublicContext, person: PersonId): Promise<DropFolder> {
  const row = await ctx.db.row<DropFolder>({
    name: 'drop-folder-of-person',
    text: `select s.id as space, root.id as root, s.owner_id as owner, p.language,
        d.space_id is not null as "isKnown", d.container_id as container, c.name,
        c.id is not null and exists (select from access_grant g where g.space_id = s.id and g.container_id = c.rights_from
          and g.item_id is null and g.principal_kind = 'shared-group' and g.rights = 4) as takes
      from space s join person p on p.id = s.owner_id
      join container root on root.space_id = s.id and root.tool = 'documents' and root.parent_id is null
      left join drop_folder d on d.space_id = s.id
      left join container c on c.space_id = s.id and c.id = d.container_id and c.trashed_at is null
      where s.owner_id = $1 and s.kind = 'private'`,
    values: [person],
  })
  if (!row) throw new Error(`person ${person} has no private space`)
  return row
}

export async function setDropFolder(
  ctx: PublicContext,
  space: SpaceId,
  container: ContainerId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-drop-folder',
    text: `insert into drop_folder (space_id, container_id) values ($1, $2)
      on conflict (space_id) do update set container_id = excluded.container_id`,
    values: [space, container],
  })
}

export async function isBlocked(
  ctx: PublicContext,
  space: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-blocked-sender',
    text: 'select 1 as yes from blocked_sender where space_id = $1 and person_id = $2',
    values: [space, person],
  })
  return row !== undefined
}

/** The people whom the owner has blocked, the newest first. */
export async function blockedSenders(ctx: PublicContext, space: SpaceId): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ person: PersonId }>({
    name: 'blocked-senders',
    text: 'select person_id as person from blocked_sender where space_id = $1 order by at desc limit 1000',
    values: [space],
  })
  return rows.map(({ person }) => person)
}

export async function block(ctx: Context, space: SpaceId, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'block-sender',
    text: 'insert into blocked_sender (space_id, person_id, at) values ($1, $2, $3) on conflict do nothing',
    values: [space, person, ctx.now],
  })
}

export async function unblock(ctx: Context, space: SpaceId, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'unblock-sender',
    text: 'delete from blocked_sender where space_id = $1 and person_id = $2',
    values: [space, person],
  })
}
