import { folded, withoutAccents } from './plain-text.ts'

/**
 * Letters of other scripts, and a few signs, that look like a Latin letter or a digit: the single-letter part of Unicode's
 * confusables (UTS #39) for the scripts that are mixed with Latin to deceive. Letters that merely resemble one another
 * inside one script are not listed: no honest name is refused because of them.
 */
const drawnLike: Readonly<Record<string, string>> = {
  2: 'ꝚƧϨꙄ',
  3: 'ƷȜꝪⳌЗӠ',
  4: 'Ꮞ',
  5: 'Ƽ',
  6: 'ⳒбᏮ',
  8: 'ȣȢ',
  9: 'ꝮⳊ',
  A: 'ΑАᎪꓮ',
  B: 'ꞴΒВᏴꓐ',
  C: 'ⲤСᏟꓚ',
  D: 'Ꭰꓓ',
  E: '⋿ΕЕᎬꓰ',
  F: 'ꞘϜꓝ',
  G: 'ԌᏀᏳꓖ',
  H: 'ΗⲎНᎻꓧ',
  I: 'ΙⲒІӀꓲ∣⏽ǀƖ',
  J: 'ͿЈᎫꓙ',
  K: 'ΚⲔКᏦꓗ',
  L: 'ⳐᏞꓡ',
  M: 'ΜϺⲘМᎷꓟ',
  N: 'ΝⲚꓠ',
  O: 'ΟⲞОՕꓳ',
  P: 'ΡⲢРᏢꓑ',
  R: 'ƦᎡᏒꓣ',
  S: 'ЅՏᏕᏚꓢ',
  T: '⊤⟙ΤⲦТᎢꓔ',
  U: '∪⋃Սꓴ',
  V: 'ѴᏙꓦ',
  W: 'ԜᎳᏔꓪ',
  X: '╳ᎳΧⲬХꓫ',
  Y: 'ΥⲨУҮᎩᎽꓬ',
  Z: 'ΖᏃꓜ',
  a: '⍺ɑαа',
  b: 'ƄЬᏏ',
  c: 'ᴄⲥсꮯ',
  d: 'ԁᏧꓒ',
  e: '℮ꬲеҽ',
  f: 'ꬵꞙẝք',
  g: 'ɡᶃցƍ',
  h: 'һհᏂ',
  i: 'ɪɩιіꙇꭵᎥ',
  j: 'ϳј',
  l: 'ӏ',
  n: 'ո',
  o: 'ᴏᴑꬽοⲟоօ',
  p: '⍴ρⲣр',
  q: 'ԛզ',
  r: 'ꭇꭈᴦⲅꮁ',
  s: 'ꜱƽѕꮪ',
  u: 'ꞟᴜꭎꭒʋυս',
  v: '∨⋁ᴠνѵꮩ',
  w: 'ɯᴡѡԝաꮃ',
  x: '×⤫⤬⨯х',
  y: 'ɣᶌʏỿꭚуү',
  z: 'ᴢꮓ',
  '!': 'ǃ',
  ':': '꞉∶׃',
  '/': '⁄∕╱',
  '*': '∗',
  '~': '∼',
}

const latin = new Map(
  Object.entries(drawnLike).flatMap(([letter, others]) =>
    [...others].map((other) => [other, letter] as const),
  ),
)
const other = new RegExp(`[${[...latin.keys()].join('')}]`, 'gu')

/**
 * Reduces a name to its look: names with the same look can be mistaken for one another. On top of folding, a letter of
 * another script becomes the Latin letter that it looks like; a capital i, a small L and a one become one stroke; a zero
 * becomes an O.
 */
export function lookOf(name: string): string {
  const drawn = withoutAccents(name)
    .replace(other, (letter) => latin.get(letter)!)
    .replaceAll(/[Il1|]/g, '|')
    .replaceAll('0', 'O')
  return folded(drawn)
}
