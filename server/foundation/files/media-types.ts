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

/** The first six show the content itself, the others a rendition of it (`server/foundation/renditions`). */
export const waysToShow = [
  ...(['picture', 'pdf', 'audio', 'video', 'text', 'csv'] as const),
  ...(['drawn', 'page', 'table', 'mail', 'list'] as const),
]
export type Shown = (typeof waysToShow)[number]

const office = 'application/vnd.'
const shown: Record<string, Shown> = {
  ...of('picture', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'),
  ...of('pdf', 'application/pdf'),
  ...of('audio', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/webm', 'audio/flac'),
  ...of('video', 'video/mp4', 'video/webm', 'video/ogg', 'video/quicktime'),
  ...of('drawn', 'image/heic', 'image/heif', 'image/svg+xml', 'image/tiff'),
  ...of('csv', 'text/csv', 'text/tab-separated-values'),
  ...of(
    'page',
    'text/markdown',
    `${office}openxmlformats-officedocument.wordprocessingml.document`,
  ),
  ...of('table', `${office}openxmlformats-officedocument.spreadsheetml.sheet`),
  ...of('table', `${office}oasis.opendocument.spreadsheet`, `${office}ms-excel`),
  ...of('mail', 'message/rfc822'),
  ...of('list', 'application/zip', 'application/x-zip-compressed', 'application/x-tar'),
  ...of('list', 'application/gzip', 'application/x-gzip'),
  ...of('text', 'application/json', 'application/xml', 'application/javascript', 'application/sql'),
  ...of(
    'text',
    'application/toml',
    'application/yaml',
    'application/x-sh',
    'application/xhtml+xml',
  ),
}

/** Texts for programs, by the endings of their names: most have no type, or one that means something else. */
const code = new Set(
  'bash c cc conf cpp cs cts css diff env go h hpp ini java js json jsx kt log lua mjs mts patch php pl ps1 py r rb rs scala scss sh sql swift tex toml ts tsx vue xml yaml yml zig'.split(
    ' ',
  ),
)

/**
 * How a file of this type and name may be shown in place (X112): pictures without scripts, PDF, audio and video as they are;
 * texts as text, HTML and code too; other files by what the server makes of them. Null if it is only a download.
 */
export function shownAs(type: string, name: string): Shown | null {
  if (code.has(endingOf(name))) return 'text'
  if (Object.hasOwn(shown, type)) return shown[type]!
  return type.startsWith('text/') ? 'text' : null
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}

const native = new Set<Shown>(['picture', 'pdf', 'audio', 'video'])

/** Whether the content is sent to be shown by the browser itself; anything else is sent as a download. */
export function isServedInPlace(type: string): boolean {
  return Object.hasOwn(shown, type) && native.has(shown[type]!)
}

function of(way: Shown, ...types: string[]): Record<string, Shown> {
  return Object.fromEntries(types.map((type) => [type, way]))
}

/** `shownAs` as an SQL expression, of columns with a media type and a name. */
export function shownAsColumn(type: string, name: string): string {
  const endings = [...code].map((ending) => `'${ending}'`).join(', ')
  const cases = Object.entries(shown).map(([each, way]) => `when ${type} = '${each}' then '${way}'`)
  return `case when lower(substring(${name} from '\\.([A-Za-z0-9]{1,8})$')) in (${endings}) then 'text'
    ${cases.join(' ')} when ${type} like 'text/%' then 'text' end`
}
