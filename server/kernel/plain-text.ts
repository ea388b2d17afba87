/**
 * What a name is, and when two texts are the same: the one home of making text plain. `tidy` is for keeping, `folded` for
 * comparing (the SQL function of the same name in database/migrations/0040_folded_text.sql gives the same), `cut` for
 * shortening. No import, nothing of Node: the web UI uses it too.
 */

/**
 * What nobody sees: Unicode's default ignorable code points, the marks of annotations, the blank of Braille. As ranges, so
 * that the database can be given the same.
 */
const invisible =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F' +
  '\\u2800\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}'

/**
 * Marks that are written with letters and left out by many who type: accents of Latin, Greek and Cyrillic, Hebrew points,
 * Arabic vowels and the stroke that lengthens an Arabic word. The vowel signs of other scripts are letters, and stay.
 */
const accents =
  '\\u0300-\\u036F\\u0483-\\u0489\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F' +
  '\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u06E7\\u06E8\\u06EA-\\u06ED\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F'

const unseen = new RegExp(`[${invisible}${accents}]+`, 'gu')
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const blank = /[\u0000-\u0020\u007F-\u009F\u1680\u2028\u2029]+/gu

/** One letter or sign for another, after case and accents are gone. */
const same: Readonly<Record<string, string>> = {
  ...pairs('øđðłħŧıς', 'oddlhtiσ'),
  ...pairs('‘’‚‛ʻʼʽˈ′`ʹ‹›', "'".repeat(13)),
  ...pairs('“”„‟«»', '"'.repeat(6)),
  ...pairs('‐‒–—―−⁃', '-'.repeat(7)),
  ...{ ß: 'ss', œ: 'oe', æ: 'ae', þ: 'th' },
}
const otherwiseWritten = new RegExp(`[${Object.keys(same).join('')}]`, 'gu')

/**
 * A text as it is compared and searched: without case, accents, width, ligatures, kinds of apostrophes and dashes, and
 * without what cannot be seen; white space is one space. Texts that fold alike are the same text (G2, Q1).
 */
export function folded(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replace(otherwiseWritten, (sign) => same[sign]!)
    .replace(blank, ' ')
    .trim()
}

/** Compatibility forms taken apart, without accents and what cannot be seen; case stays. */
export function withoutAccents(text: string): string {
  return wellFormed(text).replaceAll('´', "'").normalize('NFKD').replace(unseen, '')
}

/** Half of a pair of surrogates is no character: nothing can store it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD')
}

/** What somebody typed into a search box, as words to compare with folded text. They are data, never a pattern. */
export function searchWords(search: string): string[] {
  return folded(search).split(' ').filter(Boolean).slice(0, 8)
}

/** Whether every word of a search is in a text. */
export function isFound(search: string, text: string): boolean {
  const plain = folded(text)
  return searchWords(search).every((word) => plain.includes(word))
}

/** Emoji that hold joiners; joiners between letters of scripts that join; the variant of a character. They are kept. */
const needed =
  String.raw`\p{RGI_Emoji}` +
  String.raw`|(?<=[\p{sc=Arab}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}])[\u200C\u200D](?=\p{L})` +
  String.raw`|(?<=[\p{sc=Hani}\p{sc=Mong}])[\u180B-\u180D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`
const noCharacter = `${invisible}\\p{Cs}\\p{Noncharacter_Code_Point}`
const suspicious = new RegExp(`[${noCharacter}]`, 'u')
const unneeded = new RegExp(`(${needed})|[${noCharacter}]`, 'gv')

/**
 * A line as it is kept: composed, on one line, without what cannot be seen or would turn the text around it (X107, X108).
 * Empty when nothing of it would be seen. A single space that does not break stays: French has it before a colon.
 */
export function tidy(line: string): string {
  const seen = suspicious.test(line)
    ? line.replace(unneeded, (_, part?: string) => part ?? '')
    : line
  const kept = seen
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, (blank) => (/^[\u00A0\u202F]$/.test(blank) ? blank : ' '))
    .normalize('NFC')
    .trim()
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(kept) ? kept : ''
}

/** A text of several lines, without the characters that steer a terminal or would turn the text around it. */
export function tidyText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '')
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * The beginning of a text, at most so many UTF-16 units long, not ending inside what people see as one letter, unless that
 * is the first and does not fit.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let end = 0
  // one more unit than fits tells whether the last letter is whole
  for (const { index, segment } of letters.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break
    end = index + segment.length
  }
  return end === 0 ? text.slice(0, most).replace(/\p{Cs}$/u, '') : text.slice(0, end)
}

/** The first of what people see as letters; of a heap of marks no more than fits. */
export function firstLetter(text: string): string {
  const [first] = letters.segment(tidy(text.slice(0, 64)))
  return cut(first?.segment ?? '', 32)
}

/** Names that mean a device on some systems, whatever ending they have. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\s*(?:\.|$))/iu

const mostBytes = 200

/**
 * What somebody called a thing, as a file or folder can be called on every system: at most `most` UTF-16 units and 200
 * bytes (255 are allowed; the ending and a number have room), no forbidden character, no device, never empty.
 */
export function safeName(name: string, otherwise: string, most = 120): string {
  const line = tidy(name.replaceAll(/[\\/:*?"<>|]+/g, ' ')).replaceAll(/ +/g, ' ')
  let short = cut(line, most)
  while (new TextEncoder().encode(short).length > mostBytes) short = cut(short, short.length - 1)
  const trimmed = tidy(short.replaceAll(/^[\s.]+|[\s.]+$/g, ''))
  return trimmed === '' ? otherwise : trimmed.replace(device, '$1_')
}

/** Two paths with the same key are the same file on systems that tell neither case nor width apart. */
export function fileKey(path: string): string {
  return path.normalize('NFKC').toLowerCase()
}

/** The same name with its ending kept: `report.pdf` cut short is still a PDF. */
export function safeNameWithEnding(name: string, otherwise: string): string {
  const [, stem = name, ending = ''] = /^(.+)(\.[a-z0-9]{1,8})$/i.exec(name) ?? []
  return `${safeName(stem, otherwise)}${ending}`
}

function pairs(from: string, to: string): Record<string, string> {
  const targets = [...to]
  return Object.fromEntries([...from].map((letter, at) => [letter, targets[at]!]))
}
