import { Type } from 'typebox'
import { May, Maybe, Name, OneOf, PageOf, Shape, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { scanStates } from './scan-states.ts'
import { waysToShow } from './media-types.ts'

export const AttachmentShape = Type.Object({
  id: Type.String(),
  /** The comment that it is attached to; null for the item itself. */
  comment: Maybe(Type.String()),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  /** How a browser may show it in place; null if it is only a download. */
  shownAs: Maybe(OneOf(waysToShow)),
  url: Type.String(),
  /** The address before what is made of it: `…/page`. */
  renditions: Type.String(),
  /** A small picture of it; it may turn out that there is none. */
  thumbnail: Maybe(Type.String()),
  addedAt: Time(),
  addedBy: CardShape,
  /** What the virus scanner says; null where there is none. Nobody can read an infected file. */
  scan: Maybe(OneOf(scanStates)),
  may: May(['rename', 'remove', 'release']),
})
export const AttachmentPage = PageOf(AttachmentShape)

/** The state of an upload. */
export const UploadShape = Type.Object({
  id: Type.String(),
  size: Type.Integer(),
  /** Bytes received; the next part continues there. */
  received: Type.Integer(),
  /** The attachment, once the upload is complete. */
  attachment: Maybe(Type.String()),
  /** The same, where it becomes an item or the content of one. */
  item: Maybe(Type.String()),
  /** The sender's receipt, where it becomes something that they do not see. */
  receipt: Maybe(Type.String()),
})
export const NewUpload = Shape({
  name: Name(250),
  size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** Media type; `application/octet-stream` without it. */
  type: Type.Optional(Type.String({ maxLength: 127 })),
})
export const From = Shape({
  from: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})

export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** The sender's name of the file. */
export const FileName = Name(250)
export const Called = Shape({ name: FileName })
