import { Type } from 'typebox'
import { spaceKinds } from '../../access/authorized.ts'
import { ListOf, Maybe, OneOf, PageOf, Paging, Shape, Time, Id } from '../../kernel/shapes.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { CardShape } from '../people/cards.ts'
import { families, type Family } from '../../kernel/notice.ts'
import { mailLevels } from './notice.ts'

const thing = { title: Type.String(), tool: Type.String(), kind: Type.String() }

export const NoticeShape = Type.Object({
  id: Type.String(),
  kind: Type.String({ examples: ['comment'] }),
  at: Time(),
  read: Type.Boolean(),
  count: Type.Integer({ description: 'Of what happened to the thing, as far as you may see it' }),
  actors: Type.Array(CardShape),
  others: Type.Boolean({ description: 'Whether it is of more people than these' }),
  space: Type.Object({
    id: Maybe(Type.Unsafe<SpaceId>(Id('a space'))),
    kind: OneOf(spaceKinds),
    name: Type.String(),
    hue: Type.Integer(),
  }),
  item: Maybe(Type.Object({ id: Type.String(), ...thing })),
  container: Maybe(Type.Object({ id: Type.String(), ...thing })),
  many: Maybe(
    Type.Object(
      {
        event: Type.String({ examples: ['item.moved'] }),
        tool: Maybe(Type.String()),
        kind: Maybe(Type.String()),
      },
      { description: 'Several items of one act: the tool and kind that all of them have' },
    ),
  ),
  excerpt: Maybe(Type.String()),
  role: Maybe(Type.String()),
  reason: Maybe(Type.String()),
})

export const Notices = PageOf(NoticeShape)
export const NoticesQuery = Shape({ ...Paging, unread: Type.Optional(Type.Boolean()) })
export const Unread = Type.Object({ unread: Type.Integer({ description: '99 at most' }) })
export const Reading = Shape({ until: Type.Optional(Type.String({ maxLength: 40 })) })

const LevelShape = Shape({
  product: Type.Boolean(),
  push: Type.Boolean(),
  mail: OneOf(mailLevels),
})

/** Levels that are sent change; the others stay. */
export const Levels = Shape(
  Object.fromEntries(families.map((family) => [family, Type.Optional(LevelShape)])) as Record<
    Family,
    ReturnType<typeof Type.Optional<typeof LevelShape>>
  >,
)

const AllLevels = Type.Object(
  Object.fromEntries(families.map((family) => [family, LevelShape])) as Record<
    Family,
    typeof LevelShape
  >,
)

const minuteOfDay = Type.Integer({ minimum: 0, maximum: 1439 })

const dayOfWeek = Type.Integer({ minimum: 1, maximum: 7 })

/** Minutes since midnight in the person's time zone; day 1 is Monday. */
export const RhythmShape = Shape({
  quietFrom: Maybe(minuteOfDay),
  quietTo: Maybe(minuteOfDay),
  quietDays: Type.Array(dayOfWeek, {
    maxItems: 6,
    uniqueItems: true,
    description: 'Days on which nothing is pushed or mailed',
  }),
  digest: OneOf(['off', 'daily', 'weekly'] as const),
  digestMinute: minuteOfDay,
  digestDay: dayOfWeek,
})

export const NoticeSettings = Type.Object({
  levels: AllLevels,
  mailed: Type.Array(OneOf(families), {
    description: 'Kinds whose mails you choose; the others have a letter of their own',
  }),
  rhythm: RhythmShape,
  timeZone: Type.String(),
  groups: Type.Array(
    Type.Object({
      id: Type.Unsafe<SpaceId>(Id('a group')),
      name: Type.String(),
      hue: Type.Integer(),
      notifications: Type.Boolean(),
      own: Type.Boolean(),
      levels: AllLevels,
      muted: Type.Boolean(),
      mutedUntil: Maybe(Time()),
    }),
  ),
})

export const Muting = Shape({ until: Type.Optional(Maybe(Type.String({ maxLength: 40 }))) })

export const NewSubscription = Shape({
  endpoint: Type.String({ minLength: 10, maxLength: 2000 }),
  keys: Shape({
    p256dh: Type.String({ minLength: 20, maxLength: 200 }),
    auth: Type.String({ minLength: 10, maxLength: 100 }),
  }),
})

export const Subscribed = Type.Object({ id: Type.String() })

export const PushSettings = Type.Object({
  publicKey: Type.String({ description: 'applicationServerKey, base64url (RFC 8292)' }),
  ...ListOf(
    Type.Object({
      id: Type.String(),
      createdAt: Time(),
      userAgent: Type.String(),
      current: Type.Boolean(),
    }),
  ).properties,
})

export const StopToken = Type.String({
  pattern: '^[A-Za-z0-9_-]{60,90}$',
  description: 'The signed part of the link at the end of a mail',
})

export const StopShape = Type.Object({
  digest: Type.Boolean(),
  group: Maybe(Type.String()),
})
