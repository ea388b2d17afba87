import { Type, type Static } from 'typebox'
import { Id, May, Maybe, Name, OneOf, PageOf, Paging, Shape, Time } from '../../kernel/shapes.ts'
import { levels } from '../../access/rights.ts'
import { CardShape } from '../people/cards.ts'

const id = Type.String()
const abilities = ['view', 'add', 'edit', 'delete', 'manage'] as const

export const ContainerShape = Type.Object({
  id,
  space: id,
  tool: Type.String(),
  kind: Type.String({
    description: '`root`, or another kind of containers of its tool',
  }),
  holds: Type.Array(Type.String(), { description: 'The kinds of items that can be in it' }),
  nests: Type.Array(Type.String(), { description: 'The kinds of containers that can be in it' }),
  parent: Maybe(id),
  name: Type.String(),
  ownList: Type.Boolean({
    description: 'It has its own list of grants instead of following its parent',
  }),
  rightsFrom: id,
  internalOnly: Type.Boolean({ description: 'It was marked so: guests see nothing of it (G10)' }),
  internal: Type.Boolean({ description: 'It, or something that it lies in, was marked so' }),
  items: Type.Integer(),
  unread: Type.Integer({
    description: 'Items in it that others added or changed since I last read them; 99 for more',
  }),
  nested: Type.Boolean({ description: 'There are containers in it that I may view' }),
  above: Type.Array(Type.Object({ id, name: Type.String() }), {
    description: 'What it is in, as far as I may view it, from the top and without the root',
  }),
  favourite: Type.Boolean(),
  changedAt: Time(),
  may: May(abilities),
})
export type ContainerAnswer = Static<typeof ContainerShape>

export const ContainerList = PageOf(ContainerShape)

export const ContainersQuery = Shape({
  ...Paging,
  tool: Type.Optional(Type.String({ maxLength: 30 })),
  parent: Type.Optional(Id('only what is in this container')),
  top: Type.Optional(
    Type.Boolean({ description: 'only those whose parent I cannot view, such as roots' }),
  ),
  takes: Type.Optional(
    Type.String({ maxLength: 40, description: 'only where I may add an item of this kind' }),
  ),
  nests: Type.Optional(
    Type.String({ maxLength: 40, description: 'only where I may make a container of this kind' }),
  ),
  ownList: Type.Optional(
    Type.Boolean({ description: 'only those with a list of rights of their own, without roots' }),
  ),
  search: Type.Optional(Type.String({ maxLength: 200, description: 'words of the name' })),
})

/** For doors that make, rename, move, copy or restore something. */
export const KeepBoth = {
  keepBoth: Type.Optional(
    Type.Boolean({ description: 'where the name is taken, add a number to it' }),
  ),
}

export const NewContainer = Shape({
  parent: Id('the container to put it in'),
  kind: Type.String({
    maxLength: 40,
    description: 'one of the kinds that the parent nests, such as `folder`',
    examples: ['folder'],
  }),
  name: Name(120),
  ...KeepBoth,
})

export const ContainerChange = Shape({
  name: Type.Optional(Name(120)),
  parent: Type.Optional(Id('the new parent')),
  ...KeepBoth,
})

/** A named level, in verbs (A1). */
export const LevelShape = OneOf(
  levels,
  'busy: see only when somebody is busy; drop: put things in without seeing what is there; reader: read and comment; contributor: also add; editor: also edit what others added; curator: add, and delete what others added; full: everything, rights included',
)

const PrincipalShape = Type.Object({
  kind: OneOf(['person', 'group']),
  id,
  card: Maybe(CardShape),
  name: Maybe(Type.String()),
  hue: Maybe(Type.Integer()),
  allMembers: Type.Boolean({
    description: 'The group of the space itself: all members, present and future',
  }),
  count: Type.Integer(),
})
export { PrincipalShape }

const grantees = ['person', 'group', 'shared-group'] as const

export const GrantShape = Type.Object({
  id,
  principal: Type.Object({ ...PrincipalShape.properties, kind: OneOf(grantees) }),
  level: Maybe(LevelShape),
  rights: May(abilities),
  works: Type.Boolean({
    description: 'False once the last group in common has ended: it gives nothing any more',
  }),
  grantedAt: Time(),
  grantedBy: CardShape,
})

export const AccessShape = Type.Object({
  ownList: Type.Boolean(),
  inheritedFrom: Maybe(Type.Object({ id, name: Type.String() })),
  grants: Type.Array(GrantShape),
  roles: Type.Array(
    Type.Object({
      role: OneOf(['owner', 'administrator', 'co-administrator']),
      level: Maybe(LevelShape),
      rights: May(abilities),
      people: Type.Array(CardShape),
    }),
  ),
  may: May(['manage']),
})

export const PrincipalSent = Shape({
  kind: OneOf(['person', 'group']),
  id: Id('a person or group'),
})

export const AccessChange = Shape({
  ownList: Type.Boolean(),
  grants: Type.Array(
    Shape({
      principal: Shape({
        kind: OneOf(grantees),
        id: Id(
          'a person or group; for `shared-group`, everybody with whom the owner of a private space shares a group, the space',
        ),
      }),
      level: Type.Optional(LevelShape),
      rights: Type.Optional(
        Shape({
          view: Type.Optional(Type.Boolean()),
          add: Type.Optional(Type.Boolean()),
          edit: Type.Optional(Type.Boolean()),
          delete: Type.Optional(Type.Boolean()),
          manage: Type.Optional(Type.Boolean()),
        }),
      ),
    }),
    { maxItems: 200 },
  ),
})

/** For internals only, or for everybody who has rights on it (G10). */
export const InternalOnly = Shape({ internalOnly: Type.Boolean() })

export const BecauseShape = Type.Object({
  kind: OneOf([
    'owner',
    'administrator',
    'co-administrator',
    'by-name',
    'all-members',
    'through-group',
    'author',
  ]),
  via: Maybe(Type.Object({ id, name: Type.String() })),
  on: OneOf(['space', 'container', 'item']),
})

const ReadOnly = Type.Boolean({ description: 'May only read it: comments on nothing either' })

export const AudienceShape = Type.Object({
  total: Type.Integer(),
  guests: Type.Integer(),
  guestOrganizations: Type.Array(Type.String()),
  everyone: Type.Boolean({ description: 'All members, present and future' }),
  items: Type.Array(
    Type.Object({
      card: CardShape,
      level: Maybe(LevelShape),
      rights: May(abilities),
      readOnly: ReadOnly,
      because: Type.Array(BecauseShape),
    }),
  ),
  next: Maybe(Type.String()),
})
export type AudienceAnswer = Static<typeof AudienceShape>

export const WhyNotShape = Type.Object({
  allowed: Type.Boolean(),
  have: Type.Array(BecauseShape),
  sentence: Type.String(),
  ask: Type.Array(CardShape),
})

export const ReachShape = Type.Object({
  containers: Type.Array(
    Type.Object({
      id,
      name: Type.String(),
      tool: Type.String(),
      kind: Type.String(),
      level: Maybe(LevelShape),
      rights: May(abilities),
      readOnly: ReadOnly,
    }),
  ),
  items: Type.Array(
    Type.Object({
      id,
      title: Type.String(),
      tool: Type.String(),
      level: Maybe(LevelShape),
      rights: May(abilities),
      readOnly: ReadOnly,
    }),
  ),
})
