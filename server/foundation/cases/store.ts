import type { Case } from '../../access/cases.ts'
import type { Principal } from '../../access/principals.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Share } from './cases.ts'

export async function shares(ctx: PublicContext, id: SpaceId): Promise<Share[]> {
  const rows = await ctx.db.rows<Principal & Pick<Share, 'level'>>({
    name: 'shares-of-case',
    text: 'select principal_kind as kind, principal_id as id, level from case_share where space_id = $1 order by given_at, principal_id',
    values: [id],
  })
  return rows.map(({ level, ...principal }) => ({ principal: principal as Principal, level }))
}

/** Replaces all shares; those that stay as they were keep who gave them, and when. People who are named have not left. */
export async function setShares(ctx: Context, id: SpaceId, wanted: Share[]): Promise<void> {
  const values = [
    id,
    wanted.map(({ principal }) => principal.id),
    wanted.map(({ principal }) => principal.kind),
    wanted.map(({ level }) => level),
  ]
  await ctx.db.run({
    name: 'drop-case-shares',
    text: `with back as (delete from case_leaver where space_id = $1 and person_id = any($2::uuid[]))
      delete from case_share h where h.space_id = $1 and not exists (
        select from unnest($2::uuid[], $3::text[], $4::text[]) as w (id, kind, level)
        where w.id = h.principal_id and w.kind = h.principal_kind and w.level = h.level)`,
    values,
  })
  await ctx.db.run({
    name: 'insert-case-shares',
    text: `insert into case_share (space_id, principal_id, principal_kind, level, given_at, given_by)
      select $1, w.id, w.kind, w.level, $5, $6 from unnest($2::uuid[], $3::text[], $4::text[]) as w (id, kind, level)
      on conflict (space_id, principal_id) do nothing`,
    values: [...values, ctx.now, ctx.person.id],
  })
}

export async function groupIsOf(
  ctx: PublicContext,
  group: SpaceId,
  organization: OrganizationId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'group-is-of-organization',
    text: 'select 1 as yes from workgroup where id = $1 and organization_id = $2 and deleted_at is null',
    values: [group, organization],
  })
  return row !== undefined
}

export async function leave(ctx: Context, id: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'leave-case',
    text: `with named as (delete from case_share where space_id = $1 and principal_id = $2)
      insert into case_leaver (space_id, person_id, left_at) values ($1, $2, $3) on conflict do nothing`,
    values: [id, ctx.person.id, ctx.now],
  })
}

export async function insertOffer(ctx: Context, id: SpaceId, to: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'insert-case-offer',
    text: 'insert into case_offer (space_id, person_id, offered_at) values ($1, $2, $3)',
    values: [id, to, ctx.now],
  })
}

export async function deleteOffer(ctx: Context, id: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'delete-case-offer',
    text: 'delete from case_offer where space_id = $1',
    values: [id],
  })
}

/** What the new owner had by name goes; the former owner has left, so that no group gives them what is added from now on. */
export async function setOwner(ctx: Context, file: Case, owner: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'set-owner-of-case',
    text: `with named as (delete from case_share where space_id = $1 and principal_id = $2),
      back as (delete from case_leaver where space_id = $1 and person_id = $2),
      gone as (insert into case_leaver (space_id, person_id, left_at) values ($1, $3, $4) on conflict do nothing)
      update space set owner_id = $2 where id = $1 and kind = 'case'`,
    values: [file.id, owner, file.owner, ctx.now],
  })
}
