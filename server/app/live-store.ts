import type { SpaceKind } from '../access/authorized.ts'
import { isEnteredBy } from '../access/store.ts'
import type { Querier } from '../kernel/db.ts'
import type { PersonId, SpaceId } from '../kernel/ids.ts'

export interface Entry {
  person: PersonId
  space: SpaceId
  kind: SpaceKind
  /** The last line of its log. */
  seq: number
}

/** Filters these pairs to people who may enter the space. */
export function entries(
  db: Querier,
  pairs: { person: PersonId; space: SpaceId }[],
): Promise<Entry[]> {
  return db.rows<Entry>({
    name: 'live-entries',
    text: `select asked.person, s.id as space, s.kind, coalesce(c.seq, 0) as seq
      from unnest($1::uuid[], $2::uuid[]) as asked (person, space)
      join space s on s.id = asked.space
      left join workgroup w on w.id = s.id
      left join space_counter c on c.space_id = s.id
      where ${isEnteredBy('asked.person')}`,
    values: [pairs.map(({ person }) => person), pairs.map(({ space }) => space)],
  })
}

/** The sessions that are still valid, and whether their people are hidden. */
export function sessionsAlive(
  db: Querier,
  sessions: string[],
): Promise<{ id: string; hidden: boolean }[]> {
  return db.rows({
    name: 'live-sessions-alive',
    text: `select s.id, p.presence_hidden as hidden from session s join person p on p.id = s.person_id
      where s.id = any($1::uuid[]) and s.expires_at > the_time() and p.deactivated_at is null`,
    values: [sessions],
  })
}

/** The last line of the log of each of these spaces. */
export function newest(db: Querier, spaces: SpaceId[]): Promise<{ space: SpaceId; seq: number }[]> {
  return db.rows({
    name: 'live-newest',
    text: 'select space_id as space, seq from space_counter where space_id = any($1::uuid[])',
    values: [spaces],
  })
}
