import { Type, type Static } from 'typebox'
import { Email, Id, ListOf, Maybe, Name, OneOf, Shape, Time } from '../../kernel/shapes.ts'

/** Former members that a preview shows. */
export const mostMembers = 1000

const roles = ['administrator', 'co-administrator', 'moderator', 'member'] as const

/** Why it failed: a stable code, and a sentence for the reader. */
const ProblemShape = Type.Object({ code: Type.String(), message: Type.String() })

const underWay = {
  /** Steps done, of `total`; null as long as nobody knows how many there are. */
  done: Type.Integer(),
  total: Maybe(Type.Integer()),
  finishedAt: Maybe(Time()),
  problem: Maybe(ProblemShape),
}

export const ExportShape = Type.Object({
  id: Id('the export'),
  state: OneOf(['waiting', 'running', 'ready', 'failed']),
  ...underWay,
  /** Bytes of the archive. */
  size: Maybe(Type.Integer()),
  askedAt: Time(),
  /** Until when it can be downloaded. */
  until: Maybe(Time()),
})
export type ExportAnswer = Static<typeof ExportShape>
export const Exports = ListOf(ExportShape)

const Count = Type.Integer()

export const PreviewShape = Type.Object({
  name: Type.String(),
  exportedAt: Time(),
  exportedBy: Type.String(),
  /** This instance made the archive and nobody has changed it: authors stay. */
  sealed: Type.Boolean(),
  counts: Type.Object({
    containers: Count,
    items: Count,
    comments: Count,
    files: Count,
    bytes: Count,
  }),
  /**
   * Former members, then other people with an address, `mostMembers` in all; `here`: a person whom the reader may know has
   * this address.
   */
  members: Type.Array(
    Type.Object({
      name: Type.String(),
      email: Type.String(),
      /** Null for a person who had left, or was there only through another group. */
      role: Maybe(OneOf(roles)),
      guest: Type.Boolean(),
      here: Type.Boolean(),
    }),
  ),
  membersTotal: Count,
  /** Ways in which the new group will differ from the old one. */
  leftOut: Type.Array(
    Type.Object({
      what: OneOf([
        'history',
        'nested-groups',
        'tools',
        'authors',
        'rights-that-wait',
        'rights-by-name',
      ]),
      count: Count,
      names: Type.Array(Type.String()),
    }),
  ),
})
export type Preview = Static<typeof PreviewShape>

export const ImportShape = Type.Object({
  id: Id('the import'),
  state: OneOf(['received', 'checking', 'ready', 'confirmed', 'making', 'made', 'refused']),
  ...underWay,
  size: Type.Integer(),
  receivedAt: Time(),
  preview: Maybe(PreviewShape),
  name: Maybe(Type.String()),
  /** The result. */
  group: Maybe(Id('the new group')),
  /** The addresses that were chosen, how many were invited, and the names of the others. */
  invite: Type.Array(Type.String()),
  invited: Type.Integer(),
  notInvited: Type.Array(Type.String()),
})
export type ImportAnswer = Static<typeof ImportShape>
export const Imports = ListOf(ImportShape)

export const Confirmation = Shape({
  name: Name(80),
  invite: Type.Optional(
    Type.Array(Email(), {
      maxItems: mostMembers,
      description:
        'Addresses of former members, as the preview has them: they are invited in their roles',
    }),
  ),
})
