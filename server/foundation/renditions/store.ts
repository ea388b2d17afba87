import type { Querier } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Kind, Reason } from './kinds.ts'

/** A content of a space. */
export interface ContentKey {
  space: SpaceId
  sha256: string
}

export interface Found {
  /** The content on the disk, and its bytes. */
  source: string
  size: number
  state: 'waiting' | 'done' | 'cannot' | null
  reason: Reason | null
  /** The rendition on the disk. */
  file: string | null
  tries: number | null
}

/** A content, and what is known of one rendition of it. */
export function renditionOf(
  db: Querier,
  { space, sha256 }: ContentKey,
  kind: Kind,
): Promise<Found | undefined> {
  return db.row<Found>({
    name: 'rendition-of-content',
    text: `select b.file as source, b.size, r.state, r.reason, r.file, r.tries
      from blob b left join rendition r on r.space_id = b.space_id and r.sha256 = b.sha256 and r.kind = $3
      where b.space_id = $1 and b.sha256 = decode($2, 'hex')`,
    values: [space, sha256, kind],
  })
}

export interface Result {
  state: Found['state'] & string
  reason?: Reason
  file?: string
  text?: string
  tries?: number
}

/**
 * Stores what became of a rendition, unless it is done already. Returns the file that it has then; undefined when the content was
 * released or replaced meanwhile.
 */
export function putRendition(
  db: Querier,
  { space, sha256, source }: ContentKey & { source: string },
  kind: Kind,
  { state, reason, file, text, tries = 0 }: Result,
  by: PersonId,
  now: Date,
): Promise<{ file: string | null } | undefined> {
  return db.row<{ file: string | null }>({
    name: 'put-rendition',
    text: `insert into rendition as r (space_id, sha256, kind, state, reason, file, content, letters, indexed, tries, asked_by, asked_at)
      select $1, sha256, $4, $5, $6, $7, $8, $9, $8::text is null, $10, $11, $12
      from blob where space_id = $1 and sha256 = decode($2, 'hex') and file = $3
      on conflict (space_id, sha256, kind) do update set
        state = case when r.state = 'done' then r.state else excluded.state end,
        reason = case when r.state = 'done' then r.reason else excluded.reason end,
        file = coalesce(r.file, excluded.file), content = coalesce(r.content, excluded.content),
        letters = case when r.content is null then excluded.letters else r.letters end,
        indexed = case when r.content is null then excluded.indexed else r.indexed end, tries = excluded.tries
      returning file`,
    values: [
      ...[space, sha256, source, kind, state, reason ?? null, file ?? null, text ?? null],
      ...[text?.length ?? 0, tries, by, now],
    ],
  })
}

export interface Waiting extends ContentKey {
  kind: Kind
  by: PersonId
}

export async function anyWaiting(db: Querier): Promise<boolean> {
  const row = await db.row({
    name: 'any-rendition-waiting',
    text: `select 1 as one from rendition where state = 'waiting' limit 1`,
    values: [],
  })
  return row !== undefined
}

/** The next renditions to make, of all people in turn, each person's oldest first. */
export function nextWaiting(db: Querier, limit: number): Promise<Waiting[]> {
  return db.rows<Waiting>({
    name: 'next-renditions',
    text: `select space_id as space, encode(sha256, 'hex') as sha256, kind, asked_by as by
      from (select *, row_number() over (partition by asked_by order by asked_at, sha256, kind) as nth
        from rendition where state = 'waiting') waiting
      order by nth, asked_at limit $1`,
    values: [limit],
  })
}
