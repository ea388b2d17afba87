/** Groups that are no text of the document. */
const hidden = new Set([
  ...[
    'fonttbl',
    'colortbl',
    'stylesheet',
    'info',
    'pict',
    'object',
    'listtable',
    'listoverridetable',
  ],
  ...['rsidtbl', 'generator', 'themedata', 'datastore', 'xmlnstbl', 'latentstyles', 'fldinst'],
])
const signs: Record<string, string> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', tab: '\t', cell: '\t' },
  ...{
    emdash: '—',
    endash: '–',
    lquote: '‘',
    rquote: '’',
    ldblquote: '“',
    rdblquote: '”',
    bullet: '•',
  },
}
const latin = new TextDecoder('windows-1252')

/** The text of an RTF document (RTF 1.9): letters, of windows-1252 or Unicode, without what its groups say about fonts. */
export function textOfRtf(rtf: string): string {
  const parts: string[] = []
  const outer: { shown: boolean; skipped: number }[] = []
  let shown = true
  let after = 1 // letters in place of a Unicode letter, for old readers
  let skip = 0
  for (const [token, word, number, hex] of rtf.matchAll(tokens)) {
    if (token === '{') outer.push({ shown, skipped: after })
    else if (token === '}') ({ shown, skipped: after } = outer.pop() ?? { shown, skipped: after })
    else if (token === '\\*' || (word !== undefined && hidden.has(word))) shown = false
    else if (word === 'uc') after = Number(number ?? 1)
    else if (word === 'u') {
      if (shown) parts.push(String.fromCharCode(Number(number) & 0xffff))
      skip = after
    } else if (skip > 0 && (hex !== undefined || word === undefined)) skip--
    else if (shown) parts.push(said(token, word, hex))
  }
  return parts.join('')
}

/** A group’s edge, a mark, a word with its number, a byte, or letters. */
const tokens = /[{}]|\\\*|\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\[^a-z]|[^\\{}\r\n]/gi

function said(token: string, word: string | undefined, hex: string | undefined): string {
  if (hex !== undefined) return latin.decode(Uint8Array.of(Number.parseInt(hex, 16)))
  if (word !== undefined) return Object.hasOwn(signs, word) ? signs[word]! : ''
  if (token === '\\~') return '\u00A0'
  return token.startsWith('\\') ? (/[\\{}]/.test(token[1]!) ? token[1]! : '') : token
}
