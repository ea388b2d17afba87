/** What can be made of a content. A thumbnail and the text are made in the background, the others when they are first asked for. */
export const kinds = ['thumbnail', 'picture', 'text', 'page', 'table', 'mail', 'list'] as const
export type Kind = (typeof kinds)[number]

/** Those that are files, and the media type of each; a text is only for searches. */
export const typeOfKind = {
  thumbnail: 'image/webp',
  picture: 'image/webp',
  page: 'text/html; charset=utf-8',
  table: 'application/json',
  mail: 'application/json',
  list: 'application/json',
} satisfies Record<Exclude<Kind, 'text'>, string>

export type Shown = keyof typeof typeOfKind
export const shownKinds = Object.keys(typeOfKind) as Shown[]

/** Why there is no rendition. */
export const reasons = [
  'other-kind',
  'too-large',
  'too-costly',
  'unreadable',
  'protected',
  'needs-ocr',
] as const
export type Reason = (typeof reasons)[number]

/** What a job of the worker answers. */
export type Outcome = { bytes: Uint8Array } | { text: string } | { cannot: Reason }
