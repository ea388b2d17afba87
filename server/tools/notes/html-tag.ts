/** One HTML tag inside Markdown text: `<a href="…">`, `</kbd>`. */
export interface Tag {
  name: string
  closes: boolean
  attributes: Record<string, string>
  /** Dropping its other attributes loses nothing: they only affect its looks. */
  isPlain: boolean
}

const looks = new Set(
  'align alt aria-hidden aria-label border class color data-align dir face height href id lang name rel size src style target title type valign width'.split(
    ' ',
  ),
)

const wholeTag = /^<(\/?)([a-z][a-z0-9-]*)((?:[\s/][^]*)?)>$/i
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

export function readTag(html: string): Tag | undefined {
  const [, slash, name, inside] = wholeTag.exec(html) ?? []
  if (!name) return undefined
  const attributes: Record<string, string> = {}
  for (const [, key, ...values] of inside!.matchAll(attribute))
    attributes[key!.toLowerCase()] ??= decoded(values.find((value) => value !== undefined) ?? '')
  return {
    name: name.toLowerCase(),
    closes: slash === '/',
    attributes,
    isPlain: Object.keys(attributes).every(saysHowItLooks),
  }
}

export function saysHowItLooks(name: string): boolean {
  return looks.has(name)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(value: string): string {
  return value.replaceAll(/&(?:#(\d{1,7})|(\w+));/g, (whole, number?: string, name?: string) => {
    const code = Number(number)
    if (number) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return named[name!] ?? whole
  })
}
