import { Type, type Static, type TObject, type TProperties } from 'typebox'

/**
 * A kind of line in the change log, declared once by the slice or tool that writes it. Whatever reads the log (history, Home,
 * notices) folds over the declarations, so a new kind touches its own slice alone.
 */
export interface DeclaredEvent<Detail extends TProperties = TProperties> {
  /** `thing.verb-ed`, as in columns and answers. */
  readonly kind: EventKind
  /** What the line says besides the thing that it is about. The tests judge every line that they write by it. */
  readonly detail: TObject<Detail>
  /** Home tells of it and it counts as unread: it is about one item, and news to everybody who may see that item. */
  readonly feed: boolean
  /**
   * The history of the group or organization tells of it. `governance` is read by all who may read that history, and is about
   * no thing in the space; `rights` says what was given on a container or an item, and is not for those who only govern (M3).
   */
  readonly audit: 'governance' | 'rights' | undefined
}

export type EventKind = `${string}.${string}`

/** What the line of an event says, as `record` takes it. */
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

/** Everything that a slice declares: its `events.ts`, imported whole. */
export function eventsIn(slice: Record<string, unknown>): DeclaredEvent[] {
  return Object.values(slice).filter(isEvent)
}

function isEvent(value: unknown): value is DeclaredEvent {
  return typeof value === 'object' && value !== null && 'kind' in value && 'audit' in value
}

/** The kinds of those that `wanted` picks, as statements take them. */
export function kindsOf(
  events: readonly DeclaredEvent[],
  wanted: (event: DeclaredEvent) => boolean,
): string[] {
  return events.filter(wanted).map(({ kind }) => kind)
}
