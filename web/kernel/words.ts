import type { ReactNode } from 'react'
import type { Language } from './language.ts'
import { useReader } from './language.ts'

// A word is a text, or a function of its variable parts; groups of words can be nested.
type Word = string | readonly string[] | ((...parts: never[]) => ReactNode)
export type Words = { readonly [name: string]: Word | Words }

type SameShape<W> = {
  [Name in keyof W]: W[Name] extends (...parts: infer Parts) => infer Said
    ? (...parts: Parts) => Said extends string ? string : ReactNode
    : W[Name] extends string
      ? string
      : W[Name] extends readonly string[]
        ? readonly string[]
        : SameShape<W[Name]>
}

export type Bilingual<W> = { readonly en: W; readonly fr: SameShape<W> }

/** The words of a slice. English defines the type; a missing French word does not compile. */
export function defineWords<W extends Words>(words: Bilingual<W>): Bilingual<W> {
  return words
}

export function wordsIn<W>(words: Bilingual<W>, language: Language): W {
  // The French half has the type of the English one.
  return words[language] as W
}

export function useWords<W>(words: Bilingual<W>): W {
  return wordsIn(words, useReader().language)
}

/** “Read and comment”. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

/** `en(3, 'member')` → “3 members”; a third word where the plural is irregular. */
export function en(count: number, one: string, other = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : other}`
}

/** `fr(3, 'membre')` → « 3 membres » (zero is singular in French). */
export function fr(count: number, one: string, other = `${one}s`): string {
  return `${count.toLocaleString('fr')}\u00a0${Math.abs(count) < 2 ? one : other}`
}
