import mime from 'mime'

/** RFC 6838 §4.2; any other type is treated as bytes. */
export function isMediaType(type: string): boolean {
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/.test(type)
}

/** What the sender says, where that says something, or else what the ending of the name says. */
export function typeOf(said: string, name: string): string {
  if (isMediaType(said) && said !== unchecked) return said
  return mime.getType(name) ?? unchecked
}

/** The media type of content that was not checked. */
export const unchecked = 'application/octet-stream'

export const waysToShow = ['picture', 'pdf', 'audio', 'video'] as const
export type Shown = (typeof waysToShow)[number]

const shown: Record<string, Shown> = {
  ...of('picture', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'),
  ...of('pdf', 'application/pdf'),
  ...of('audio', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/webm', 'audio/flac'),
  ...of('video', 'video/mp4', 'video/webm', 'video/ogg', 'video/quicktime'),
}

/**
 * How a browser may show a file of this type in place: pictures without scripts, PDF, audio and video. Everything else is only
 * a download, since SVG and HTML can run scripts (X112).
 */
export function shownAs(type: string): Shown | null {
  return Object.hasOwn(shown, type) ? shown[type]! : null
}

function of(way: Shown, ...types: string[]): Record<string, Shown> {
  return Object.fromEntries(types.map((type) => [type, way]))
}

/** The same as an SQL expression, of a column with a media type. */
export function shownAsColumn(column: string): string {
  const cases = Object.entries(shown).map(([type, way]) => `when '${type}' then '${way}'`)
  return `case ${column} ${cases.join(' ')} end`
}
