import { Type, type Static, type TObject, type TProperties } from 'typebox'

/**
 * A kind of line in the change log, declared once by the slice or tool that writes it. Readers of the log (history, Home,
 * notices) fold over the declarations, so a new kind changes its own slice only.
 */
export interface DeclaredEvent<Detail extends TProperties = TProperties> {
  /** `thing.verb-ed`, as in columns and answers. */
  readonly kind: EventKind
  /** The shape of the line's detail. The tests validate every line that they write against it. */
  readonly detail: TObject<Detail>
  /** Home shows it and it counts as unread: it is about one item, and is news to everybody who may see that item. */
  readonly feed: boolean
  /**
   * The history of the group or organization shows it. `governance` is visible to everybody who may read that history, and
   * is not about a thing in the space; `rights` is about a grant on a container or an item, and is hidden from people who
   * only govern (M3).
   */
  readonly audit: 'governance' | 'rights' | undefined
}

export type EventKind = `${string}.${string}`

/** The detail of an event's line, as `record` takes it. */
export type DetailOf<E extends DeclaredEvent> = Static<E['detail']>

interface Options<Detail extends TProperties> {
  detail?: Detail
  feed?: boolean
  audit?: 'governance' | 'rights'
}

// oxlint-disable-next-line typescript/no-empty-object-type -- an event whose line says nothing more
export function event<Detail extends TProperties = {}>(
  kind: EventKind,
  { detail, feed = false, audit }: Options<Detail> = {},
): DeclaredEvent<Detail> {
  const shape = Type.Object(detail ?? ({} as Detail), { additionalProperties: false })
  return { kind, detail: shape, feed, audit }
}

/** All events that a slice declares, from its imported `events.ts`. */
export function eventsIn(slice: Record<string, unknown>): DeclaredEvent[] {
  return Object.values(slice).filter(isEvent)
}

function isEvent(value: unknown): value is DeclaredEvent {
  return typeof value === 'object' && value !== null && 'kind' in value && 'audit' in value
}

/** The kinds of the events that `wanted` picks, as SQL statements take them. */
export function kindsOf(
  events: readonly DeclaredEvent[],
  wanted: (event: DeclaredEvent) => boolean,
): string[] {
  return events.filter(wanted).map(({ kind }) => kind)
}
