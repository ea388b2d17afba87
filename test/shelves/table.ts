import type { ImportField } from '../../server/foundation/table-import/fields.ts'

const yes = { en: 'Yes', fr: 'Oui' }
const no = { en: 'No', fr: 'Non' }

/** The columns of a table whose rows become items of a box. */
export const fields: readonly ImportField[] = [
  {
    ...{ name: 'title', words: { en: 'Title', fr: 'Titre' }, also: ['name', 'nom'] },
    ...{ required: true, value: 'text', most: 200 },
  },
  {
    ...{ name: 'body', words: { en: 'Text', fr: 'Texte' }, also: ['description'] },
    ...{ value: 'text', most: 2000, lines: true },
  },
  {
    ...{ name: 'worth', words: { en: 'Worth', fr: 'Valeur' }, also: ['price', 'prix'] },
    ...{ value: 'money', currency: 'EUR' },
  },
  { name: 'from', words: { en: 'From', fr: 'Début' }, also: ['date'], value: 'date' },
  { name: 'secret', words: { en: 'Secret', fr: 'Secret' }, value: 'choice', of: { yes, no } },
]

/** What an item begins with, of the values of a row. */
export function bodyOf({ title = '', body = '', worth = '0', from, secret }: Values) {
  const days = from === undefined ? {} : { from: `${from}T00:00:00Z`, until: `${from}T23:59:59Z` }
  return { title, body, worth: Math.round(parseFloat(worth)), ...days, secret: secret === 'yes' }
}

type Values = Readonly<Record<string, string>>
