import { createRequire } from 'node:module'
import path from 'node:path'
import { openSync, type Font } from 'fontkit'

// The house's own typeface, and others where it has no sign: DejaVu for Greek, Cyrillic, Arabic, Hebrew and symbols,
// Noto Emoji for emoji in one colour. A sign that none of them has is printed as an empty box.

const resolve = createRequire(import.meta.url).resolve
const folderOf = (name: string) => path.dirname(resolve(`${name}/package.json`))
const house = folderOf('@expo-google-fonts/atkinson-hyperlegible-next')
const dejavu = path.join(folderOf('dejavu-fonts-ttf'), 'ttf')
const emoji = path.join(folderOf('@expo-google-fonts/noto-emoji'), '400Regular')

const own = (name: string) => path.join(house, name, `AtkinsonHyperlegibleNext_${name}.ttf`)
const signs = (name: string) => path.join(dejavu, `DejaVuSans${name}.ttf`)
const one = (file: string) => ({ normal: file, bold: file, italics: file, bolditalics: file })

export const fonts = {
  House: {
    normal: own('400Regular'),
    bold: own('700Bold'),
    italics: own('400Regular_Italic'),
    bolditalics: own('700Bold_Italic'),
  },
  Signs: {
    normal: signs(''),
    bold: signs('-Bold'),
    italics: signs('-Oblique'),
    bolditalics: signs('-BoldOblique'),
  },
  Mono: {
    normal: signs('Mono'),
    bold: signs('Mono-Bold'),
    italics: signs('Mono-Oblique'),
    bolditalics: signs('Mono-BoldOblique'),
  },
  Emoji: one(path.join(emoji, 'NotoEmoji_400Regular.ttf')),
}
export type FontName = keyof typeof fonts

export const fontFiles = new Set(Object.values(fonts).flatMap((each) => Object.values(each)))

const opened = new Map<FontName, Font>()

/** The width of a word in points, about: bold letters are a little wider. */
export function widthOf(word: string, name: FontName, size: number): number {
  const font = fontNamed(name)
  return (font.layout(word).advanceWidth / font.unitsPerEm) * size * 1.04
}

function fontNamed(name: FontName): Font {
  const font = opened.get(name) ?? (openSync(fonts[name].normal) as Font)
  opened.set(name, font)
  return font
}

function covers(name: FontName, sign: string): boolean {
  const font = fontNamed(name)
  return [...sign.replaceAll(/[\uFE0E\uFE0F\u200D]/g, '')].every((each) =>
    font.hasGlyphForCodePoint(each.codePointAt(0)!),
  )
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Signs that the house's typeface has, without a look: most of every text. */
const ordinary = /^[\u0020-\u007E\u00A0-\u017F\u2013\u2014\u2018\u2019\u201C\u201D\u2022\u2026\n]*$/
const knownFont = new Map<string, FontName>()

/** The text in parts, each with a font that has its signs. */
export function inFonts(text: string, first: 'House' | 'Mono'): { text: string; font: FontName }[] {
  if (ordinary.test(text)) return [{ text, font: first }]
  const parts: { text: string; font: FontName }[] = []
  for (const { segment } of segmenter.segment(text)) {
    const font = fontOf(segment, first)
    const last = parts.at(-1)
    if (last && (last.font === font || /^\s$/.test(segment))) last.text += segment
    else parts.push({ text: segment, font })
  }
  return parts
}

function fontOf(sign: string, first: 'House' | 'Mono'): FontName {
  const key = `${first} ${sign}`
  const known = knownFont.get(key)
  if (known) return known
  const order: FontName[] = [first, 'Signs', 'Emoji']
  if (/\p{Emoji_Presentation}|\uFE0F/u.test(sign)) order.unshift('Emoji')
  const font = order.find((name) => covers(name, sign)) ?? 'Signs'
  if (knownFont.size < 20_000) knownFont.set(key, font)
  return font
}
