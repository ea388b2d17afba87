/**
 * Makes text plain, in one place for the whole product: `tidy` for storing, `folded` for comparing (the SQL function of the
 * same name in database/migrations/0040_folded_text.sql returns the same), `cut` for shortening. It imports nothing and
 * uses nothing of Node, because the web UI uses it too.
 */

/**
 * Invisible characters: Unicode's default ignorable code points, annotation marks, the Braille blank. Written as ranges, so
 * that the database can use the same.
 */
const invisible =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F' +
  '\\u2800\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}'

/**
 * Marks that many people leave out when they type: accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowels and
 * the stroke that lengthens an Arabic word. The vowel signs of other scripts are letters, and stay.
 */
const accents =
  '\\u0300-\\u036F\\u0483-\\u0489\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F' +
  '\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u06E7\\u06E8\\u06EA-\\u06ED\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F'

const unseen = new RegExp(`[${invisible}${accents}]+`, 'gu')
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const blank = /[\u0000-\u0020\u007F-\u009F\u1680\u2028\u2029]+/gu

/** Letters and signs that are replaced once case and accents are removed. */
const same: Readonly<Record<string, string>> = {
  ...pairs('øđðłħŧıς', 'oddlhtiσ'),
  ...pairs('‘’‚‛ʻʼʽˈ′`ʹ‹›', "'".repeat(13)),
  ...pairs('“”„‟«»', '"'.repeat(6)),
  ...pairs('‐‒–—―−⁃', '-'.repeat(7)),
  ...{ ß: 'ss', œ: 'oe', æ: 'ae', þ: 'th' },
}
const otherwiseWritten = new RegExp(`[${Object.keys(same).join('')}]`, 'gu')

/**
 * The form of a text for comparing and searching: without case, accents, width, ligatures, kinds of apostrophes and dashes,
 * and invisible characters; white space is one space. Texts that fold alike count as the same (G2, Q1).
 */
export function folded(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replace(otherwiseWritten, (sign) => same[sign]!)
    .replace(blank, ' ')
    .trim()
}

/** Decomposes compatibility forms and removes accents and invisible characters; keeps case. */
export function withoutAccents(text: string): string {
  return wellFormed(text).replaceAll('´', "'").normalize('NFKD').replace(unseen, '')
}

/** Replaces unpaired surrogates, which nothing can store. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD')
}

/** Splits a search into words to compare with folded text. They are data, never a pattern. */
export function searchWords(search: string): string[] {
  return folded(search).split(' ').filter(Boolean).slice(0, 8)
}

/** Whether a text contains every word of a search. */
export function isFound(search: string, text: string): boolean {
  const plain = folded(text)
  return searchWords(search).every((word) => plain.includes(word))
}

/** A shorter word with one letter wrong could be too many others. */
const shortestMistyped = { replaced: 4, dropped: 5, most: 24 }

/**
 * A regular expression for the beginning of a word that differs from this one by at most one letter: another one, one too
 * many, one too few, or two exchanged. PostgreSQL and JavaScript read it alike; the text has to be folded.
 */
export function nearly(word: string): string {
  const letters = [...word]
  const { replaced, dropped, most } = shortestMistyped
  const literal = (part: string[]) => part.join('').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (letters.length < replaced || letters.length > most) return `(^|[ '-])${literal(letters)}`
  const variants = letters.flatMap((letter, at) => {
    const [before, after] = [literal(letters.slice(0, at)), letters.slice(at + 1)]
    const next = after.slice(0, 1)
    return [
      `${before}.${literal(after)}`,
      `${before}.${literal([letter, ...after])}`,
      ...(letters.length < dropped ? [] : [`${before}${literal(after)}`]),
      ...next.map((second) => `${before}${literal([second, letter, ...after.slice(1)])}`),
    ]
  })
  return `(^|[ '-])(${[...new Set(variants)].join('|')})`
}

/** Whether a text has a word for each of a search that begins like it, with at most one letter wrong. */
export function nearlyFinds(search: string): (text: string) => boolean {
  const words = searchWords(search).map((word) => new RegExp(nearly(word), 'u'))
  return (text) => words.length > 0 && words.every((word) => word.test(folded(text)))
}

/** Sequences that are kept: emoji with joiners; joiners between letters of scripts that join; variation selectors. */
const needed =
  String.raw`\p{RGI_Emoji}` +
  String.raw`|(?<=[\p{sc=Arab}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}])[\u200C\u200D](?=\p{L})` +
  String.raw`|(?<=[\p{sc=Hani}\p{sc=Mong}])[\u180B-\u180D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`
const noCharacter = `${invisible}\\p{Cs}\\p{Noncharacter_Code_Point}`
const suspicious = new RegExp(`[${noCharacter}]`, 'u')
const unneeded = new RegExp(`(${needed})|[${noCharacter}]`, 'gv')

/**
 * The form of a line that is stored: composed, on one line, without invisible characters and marks that change the
 * direction of the text around it (X107, X108). Empty when nothing visible is left. A single no-break space stays: French
 * puts one before a colon.
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

/** A text of several lines, without control characters and marks that change the direction of the text around it. */
export function tidyText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '')
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * The beginning of a text, at most `most` UTF-16 units long. It never ends inside a grapheme (what people see as one
 * letter), unless the first grapheme alone is too long.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let end = 0
  // the extra units tell whether the last letter is whole
  for (const { index, segment } of letters.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break
    end = index + segment.length
  }
  return end === 0 ? text.slice(0, most).replace(/\p{Cs}$/u, '') : text.slice(0, end)
}

/** The first grapheme of a text, cut where it is a heap of marks. */
export function firstLetter(text: string): string {
  const [first] = letters.segment(tidy(text.slice(0, 64)))
  return cut(first?.segment ?? '', 32)
}

/** Names of devices on some systems, whatever their extension. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\s*(?:\.|$))/iu

const mostBytes = 200

/**
 * Turns a name into one that a file or folder can have on every system: at most `most` UTF-16 units and 200 bytes (255 are
 * allowed; the extension and a number need room), no forbidden character, no device name, never empty.
 */
export function safeName(name: string, otherwise: string, most = 120): string {
  const line = tidy(name.replaceAll(/[\\/:*?"<>|]+/g, ' ')).replaceAll(/ +/g, ' ')
  let short = cut(line, most)
  while (new TextEncoder().encode(short).length > mostBytes) short = cut(short, short.length - 1)
  const trimmed = tidy(short.replaceAll(/^[\s.]+|[\s.]+$/g, ''))
  return trimmed === '' ? otherwise : trimmed.replace(device, '$1_')
}

/** Paths with the same key are the same file on systems that ignore case and width. */
export function fileKey(path: string): string {
  return path.normalize('NFKC').toLowerCase()
}

/** The same, keeping the extension: a shortened `report.pdf` is still a PDF. */
export function safeNameWithEnding(name: string, otherwise: string): string {
  const [, stem = name, ending = ''] = /^(.+)(\.[a-z0-9]{1,8})$/i.exec(name) ?? []
  return `${safeName(stem, otherwise)}${ending}`
}

function pairs(from: string, to: string): Record<string, string> {
  const targets = [...to]
  return Object.fromEntries([...from].map((letter, at) => [letter, targets[at]!]))
}

/** French *de* before a name, with elision: de Mina, d’Ada, d’Yves, de Yann. */
export function de(name: string): string {
  const elided = /^(?:[aeiouhàâäéèêëîïôöùûüœæ]|y(?![aeiouàâäéèêëîïôöùûü]))/iu
  return elided.test(name) ? `d’${name}` : `de ${name}`
}
