import { capital, en, fr, type Bilingual } from './words.ts'

/** The words for a kind of things that follow from its noun. */
export type NounWords = {
  /** The plural, as a heading: “Notes”. */
  several: string
  /** “3 notes”. */
  count: (count: number) => string
  /** The command, and the heading of its dialog: “New note”. */
  make: string
  /** “Edit this note”. */
  edit: string
  /** The list of the whole space, and the link to it: “All notes”, “Go to the notes”. */
  all: string
  goToAll: string
  newest: string
  search: string
  none: string
  titleMissing: string
  /** “Import 3 notes”, “3 notes imported.” */
  bring: (count: number) => string
  brought: (count: number) => string
  /** “This note has closed”, and that nothing of it is lost. */
  closed: string
  safe: string
}

/** In French with its article, which gives the gender: “une note”. The plural only where it is irregular. */
type Noun = string | readonly [one: string, several: string]

export function nounWords(noun: { en: Noun; fr: Noun }): Bilingual<NounWords> {
  return { en: english(...forms(noun.en)), fr: french(...forms(noun.fr)) }
}

function english(one: string, several: string): NounWords {
  return {
    several: capital(several),
    count: (count) => en(count, one, several),
    make: `New ${one}`,
    edit: `Edit this ${one}`,
    all: `All ${several}`,
    goToAll: `Go to the ${several}`,
    newest: `Newest ${several}`,
    search: `Search in these ${several}`,
    none: `No ${several} here yet.`,
    titleMissing: `Give the ${one} a title.`,
    bring: (count) => `Import ${en(count, one, several)}`,
    brought: (count) => `${en(count, one, several)} imported.`,
    closed: `This ${one} has closed`,
    safe: `Everything you had saved is safe in the ${one}.`,
  }
}

function french(withArticle: string, plural: string): NounWords {
  const [article, one] = cut(withArticle)
  const [, several] = cut(plural)
  const her = article === 'une'
  const vowel = /^[aeiouyàâéèêîïôœû]/i.test(one)
  const e = her ? 'e' : ''
  const made = her ? 'Nouvelle' : vowel ? 'Nouvel' : 'Nouveau'
  const this_ = her ? 'cette' : vowel ? 'cet' : 'ce'
  return {
    several: capital(several),
    count: (count) => fr(count, one, several),
    make: `${made} ${one}`,
    edit: `Modifier ${this_} ${one}`,
    all: `${her ? 'Toutes' : 'Tous'} les ${several}`,
    goToAll: `Aller aux ${several}`,
    newest: `${her ? 'Dernières' : 'Derniers'} ${several}`,
    search: `Rechercher dans ces ${several}`,
    none: `Pas encore ${vowel ? 'd’' : 'de '}${one} ici.`,
    titleMissing: `Donnez un titre à ${this_} ${one}.`,
    bring: (count) => `Importer ${fr(count, one, several)}`,
    brought: (count) => `${fr(count, `${one} importé${e}`, `${several} importé${e}s`)}.`,
    closed: `${capital(this_)} ${one} s’est fermé${e}`,
    safe: `Tout ce que vous aviez enregistré est conservé dans ${this_} ${one}.`,
  }
}

function forms(noun: Noun): [one: string, several: string] {
  return typeof noun === 'string' ? [noun, `${noun}s`] : [...noun]
}

/** The article and the noun; a plural has none of its own. */
function cut(noun: string): [article: string, noun: string] {
  const [, article = '', rest = noun] = /^(une?) (.+)$/.exec(noun) ?? []
  return [article, rest]
}
