import { Type, type Static } from 'typebox'
import { NewUpload } from '../../foundation/files/schema.ts'
import { scanStates } from '../../foundation/files/scan-states.ts'
import { waysToShow } from '../../foundation/files/media-types.ts'
import { CardShape } from '../../foundation/people/cards.ts'
import { itemProperties } from '../../foundation/items/schema.ts'
import { KeepBoth } from '../../foundation/spaces/schema.ts'
import { judgeOf } from '../../kernel/judge.ts'
import { Id, Maybe, Name, OneOf, Shape } from '../../kernel/shapes.ts'

/** Characters of a file's name, as most file systems allow. */
export const longestName = 250

export const FileShape = Type.Object({
  ...itemProperties,
  /** Bytes. */
  size: Type.Integer(),
  /** Media type, as its sender said it. */
  type: Type.String(),
  /** Of the content, in hexadecimal. */
  sha256: Type.String(),
  /** How a browser may show it in place; null if it is only a download. */
  shownAs: Maybe(OneOf(waysToShow)),
  /** What the virus scanner says; null where there is none. Nobody can read an infected file. */
  scan: Maybe(OneOf(scanStates)),
})
export type FileAnswer = Static<typeof FileShape>

const ifTaken = {
  /** Where the name is taken: refuse (as without it), add a number, or make a new version of the file that has it. */
  ifTaken: Type.Optional(OneOf(['refuse', 'keep-both', 'new-version'])),
}
export const Called = Shape({ name: Name(longestName), ...ifTaken })
export const NewFileUpload = Shape({ ...NewUpload.properties, ...ifTaken })
export const NewContentUpload = NewUpload
export const NewFileToPerson = NewUpload

const Limit = Type.Object({ files: Type.Integer(), bytes: Type.Integer() })

export const SendingShape = Type.Object({
  /** Whether this person takes files from me. */
  takes: Type.Boolean(),
  /** The space of the uploads; null if they take none. */
  space: Maybe(Id('the private space of the person')),
  /** What one sender may send within 24 hours, and what is left of it. */
  most: Limit,
  left: Limit,
})

export const MyDropFolder = Type.Object({
  takes: Type.Boolean(),
  /** Null until it is first used, and while it is in the trash. */
  folder: Maybe(Type.Object({ id: Id('the folder'), name: Type.String() })),
  blocked: Type.Array(CardShape),
})
export const SwitchDropFolder = Shape({ takes: Type.Boolean() })
export const Renaming = Shape({ title: Name(longestName), ...KeepBoth })
/** A path has no more folders than these; and a request no more paths. */
const most = { deep: 20, paths: 500 }

export const Paths = Shape({
  paths: Type.Array(
    Type.Array(Name(120), { minItems: 1, maxItems: most.deep, examples: [['Plans', 'Level 3']] }),
    { minItems: 1, maxItems: most.paths, description: 'names of folders, from the top' },
  ),
})
export const Folders = Type.Object({
  /** In the order of the paths. */
  folders: Type.Array(Type.String({ format: 'uuid' })),
})

export const Chosen = Shape({
  files: Type.Array(Id('a file'), { minItems: 1, maxItems: 100, uniqueItems: true }),
})

export const ContentQuery = Shape({
  download: Type.Optional(
    Type.Boolean({ description: 'as a download, even where a browser could show it' }),
  ),
  sha256: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'only this content: not found where the file has another one by now',
    }),
  ),
  version: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description: 'the number of a version' }),
  ),
})
export type ContentWanted = Static<typeof ContentQuery>

/** The content of a file in a version and in an export. */
const ContentPart = Type.Object({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  size: Type.Integer({ minimum: 0 }),
  type: Type.String({ maxLength: 127 }),
})
export const isContent = judgeOf<Static<typeof ContentPart>>(ContentPart)
