import type { DeclaredEvent } from '../../kernel/event.ts'
import type { House } from '../../kernel/context.ts'
import type { NoticeKind } from '../../kernel/notice.ts'
import { defaults } from './notice.ts'

/** The SQL of all declared kinds of notices, folded into pieces of statements. */
export interface Declared {
  byKind: ReadonlyMap<string, NoticeKind>
  /** Kinds of log lines that lead to a notice. */
  followed: string[]
  /** Relations of `events`, as `name as materialized (…)`. */
  relations: string[]
  /** The people whom each line is told to, one branch for each kind of notice. */
  events: string
  /** How much of the notice `n` its person may see, given that they may view the thing that it is about. */
  count: string
  /** The kinds that tell the items of an act as one, as SQL. A notice of such a kind without an item is one about an act. */
  many: string
  family: string
  excerpt: string
}

const folded = new WeakMap<readonly NoticeKind[], Declared>()

export function declaredIn({ notices, events }: Pick<House, 'notices' | 'events'>): Declared {
  const known = folded.get(notices)
  if (known) return known
  const found = fold(notices, events)
  folded.set(notices, found)
  return found
}

function fold(notices: readonly NoticeKind[], events: readonly DeclaredEvent[]): Declared {
  const kindsOf = ({ of }: NoticeKind) =>
    (typeof of === 'function' ? events.filter(of) : of).map(({ kind }) => kind)
  const relations = new Map(notices.flatMap((notice) => Object.entries(notice.with ?? {})))
  return {
    byKind: new Map(notices.map((notice) => [notice.kind, notice])),
    followed: [...new Set(notices.flatMap(kindsOf))],
    relations: [...relations].map(([name, text]) => `${name} as materialized (${text})`),
    events: notices
      .filter(({ ofOneself }) => !ofOneself)
      .map((notice) => branch(notice, kindsOf(notice)))
      .join(' union all '),
    count: count(notices),
    many: quoted(kindsWith(notices, ({ many }) => many !== undefined)),
    family: byKind(notices, ({ family }) => `'${family}'`, 'null'),
    excerpt: byKind(notices, ({ excerpt }) => excerpt && `(${excerpt})`, 'null'),
  }
}

/** Selects the rows of `l` that are told as this kind, and to whom. */
function branch(notice: NoticeKind, kinds: string[]): string {
  const {
    kind,
    family,
    join = '',
    who,
    about,
    actor = 'l.actor_id',
    detail = `'{}'::jsonb`,
  } = notice
  const place = places(about)
  const conditions = [`l.kind in (${quoted(kinds)})`, notice.where, onlyIfChosen(notice)]
  return `select l.space_id, l.seq, l.at, ${actor} as actor, '${kind}' as kind, '${family}' as family, ${who} as person_id,
      ${notice.many ? 'l.act' : 'null::uuid'} as act, l.kind as event, ${place.id} as about, ${place.item ?? 'null::uuid'} as item_id, ${place.container ?? 'null::uuid'} as container_id,
      ${notice.thing ?? place.id} as thing, ${detail} as detail
    from line l ${join}
    where ${conditions.flatMap((each) => (each ? [`(${each})`] : [])).join(' and ')}`
}

function places(about: NoticeKind['about']): { id: string; item?: string; container?: string } {
  if (about === 'item') return { id: 'l.item_id', item: 'l.item_id', container: 'l.container_id' }
  return about === 'space' ? { id: 'l.space_id' } : about
}

/** For a family that is off by default, limits the branch to people who have turned it on. */
function onlyIfChosen({ family, who }: NoticeKind): string | undefined {
  const { product, push, mail } = defaults[family]
  if (product || push || mail !== 'off') return undefined
  return `exists (select from notice_level x where x.person_id = ${who} and x.family = '${family}'
    and (x.space_id is null or x.space_id = l.space_id) and (x.product or x.push or x.mail <> 'off'))`
}

/**
 * The branches, in order: kinds that are no longer declared; notices of an act; notices told to people outside; kinds with their
 * own count; notices about a group, for those inside; and notices about a thing, for people who may see it where it is.
 */
function count(notices: readonly NoticeKind[]): string {
  const aboutThing = ({ about }: NoticeKind) =>
    about === 'item' || (typeof about === 'object' && about.container !== undefined)
  const alone = notices.filter((notice) => notice.count && !aboutThing(notice))
  const kindsWhere = (wanted: (notice: NoticeKind) => boolean) =>
    `n.kind in (${quoted(kindsWith(notices, wanted))})`
  return `case
    when not ${kindsWhere(() => true)} then 0
    when n.item_id is null and ${kindsWhere(({ many }) => many !== undefined)} then act.things
    when ${kindsWhere(({ outside }) => outside === true)} then n.events
    ${alone.map((notice) => `when n.kind = '${notice.kind}' then (${notice.count})`).join('\n    ')}
    when n.container_id is null then case when w.id is not null and is_in(n.person_id, w.id)
      and ${byKind(notices, (notice) => notice.while, 'true')} then n.events else 0 end
    when c.id is null or (c.trashed_at is not null) <> (${kindsWhere(({ trashed }) => trashed === 'container')})
      or (n.item_id is not null and (i.id is null or (i.trashed_at is not null) <> (${kindsWhere(({ trashed }) => trashed === 'item')}))) then 0
    when not exists (select from rights_on(n.person_id, n.space_id, c.rights_from, n.item_id, c.tool,
        c.internal or i.internal_only_at is not null, coalesce(i.arrived_at, i.created_at, 'infinity'), coalesce(i.taken_over_by, i.author_id)) r
      where item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) is not distinct from n.person_id, r.left_over)
        & needed.rights = needed.rights) then 0
    else ${byKind(notices, (notice) => aboutThing(notice) && notice.count && `(${notice.count})`, 'n.events')} end`
}

/** Whether the thing of each kind is in the trash, as a condition on `n`. */
export function inTrash({ byKind: kinds }: Declared): string {
  return byKind([...kinds.values()], ({ trashed }) => trashed === 'item' && 'true', 'false')
}

/** The rights that each kind needs, as `needed.rights`. */
export function neededRights({ byKind: kinds }: Declared): string {
  return byKind([...kinds.values()], ({ needs }) => needs && `${needs}`, '2')
}

/** `case n.kind …` over the kinds for which `text` returns something; kinds with the same text share a branch. */
function byKind(
  notices: readonly NoticeKind[],
  text: (notice: NoticeKind) => string | false | 0 | undefined,
  otherwise: string,
): string {
  const said = Map.groupBy(notices, (notice) => text(notice) || otherwise)
  said.delete(otherwise)
  if (said.size === 0) return otherwise
  const cases = [...said].map(
    ([what, kinds]) => `when n.kind in (${quoted(kinds.map(({ kind }) => kind))}) then ${what}`,
  )
  return `case ${cases.join(' ')} else ${otherwise} end`
}

function kindsWith(
  notices: readonly NoticeKind[],
  wanted: (notice: NoticeKind) => boolean,
): string[] {
  return notices.filter(wanted).map(({ kind }) => kind)
}

function quoted(words: string[]): string {
  return words.map((word) => `'${word}'`).join(', ') || 'null'
}
