import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../../kernel/context.ts'
import { rowsOf } from '../../kernel/csv.ts'
import { guessedFields, readCell, type ImportField } from './fields.ts'

const words = (en: string, fr: string) => ({ words: { en, fr } })
const name: ImportField = {
  ...{ name: 'name', ...words('Name', 'Nom'), also: ['full name', 'nom complet'] },
  ...{ value: 'text', most: 20 },
}
const born: ImportField = { name: 'born', ...words('Birthday', 'Anniversaire'), value: 'date' }
const mail: ImportField = {
  ...{ name: 'mail', ...words('E-mail', 'Courriel'), also: ['email', 'adresse de messagerie'] },
  value: 'mail',
}
const site: ImportField = { name: 'site', ...words('Website', 'Site web'), value: 'url' }
const fee: ImportField = { name: 'fee', ...words('Fee', 'Tarif'), value: 'money', currency: 'EUR' }
const phone: ImportField = {
  ...{ name: 'phone', ...words('Phone', 'Téléphone'), also: ['mobile', 'portable'] },
  ...{ value: 'phone', country: 'FR' },
}
const kind: ImportField = {
  ...{ name: 'kind', ...words('Kind', 'Genre'), value: 'choice' },
  of: { person: { en: 'Person', fr: 'Personne' }, company: { en: 'Company', fr: 'Société' } },
}
const all = [name, born, mail, site, fee, phone, kind]
const guess = (titles: string[]) => guessedFields(all, titles).map((field) => field?.name)

test('K · columns are recognized by their titles in English and French, whatever their case and accents', () => {
  assert.deepEqual(guess(['NOM', 'telephone', 'Tarif', 'Société', 'Genre']), [
    ...['name', 'phone', 'fee', undefined, 'kind'],
  ])
  assert.deepEqual(guess(['Full Name', 'E-mail 1 - Value', 'Mobile Phone', 'Website URL']), [
    ...['name', 'mail', 'phone', 'site'],
  ])
  assert.deepEqual(guess(['Adresse de messagerie', 'ANNIVERSAIRE', 'Nom', 'Nom complet']), [
    ...['mail', 'born', 'name', undefined],
  ])
})

test('K · a cell is read as its field is typed elsewhere, and what cannot be read is no value', () => {
  const ctx = { language: 'fr', now: new Date('2026-05-01'), person: { timeZone: 'Europe/Paris' } }
  const read = (field: ImportField, cell: string) => readCell(ctx as Context, field, cell)
  assert.deepEqual(
    [
      read(name, ' Léa\u200b Petit '),
      read(born, '3/4/1980'),
      read(mail, 'lea@café.example'),
      read(site, 'example.org/bois'),
      read(fee, '1 234,5 €'),
      read(phone, '06 12 34 56 78'),
      read(kind, 'SOCIETE'),
    ],
    [
      ...['Léa Petit', '1980-04-03', 'lea@xn--caf-dma.example', 'https://example.org/bois'],
      ...['1234.50 EUR', '+33612345678', 'company'],
    ],
  )
  for (const [field, cell] of [
    [name, 'x'.repeat(21)],
    [born, '31/2/2026'],
    [mail, 'lea'],
    [site, 'javascript:alert(1)'],
    [fee, '=1+1'],
    [phone, '12'],
    [kind, 'autre'],
  ] as const)
    assert.equal(read(field, cell), undefined, cell)
})

test('X120 · a hostile table costs little: it is read whole, or refused', () => {
  const size = 400_000
  const refused = {
    separators: ','.repeat(size),
    lines: '\r'.repeat(size),
    cells: 'a,b\n'.repeat(size),
  }
  for (const [what, text] of Object.entries(refused)) assert.equal(rowsOf(text), undefined, what)
  const lines = {
    unclosed: `a,b\n"${'x '.repeat(size)}`,
    quotes: `a\n${'"'.repeat(size)}`,
    'one cell': `a\n"${'x'.repeat(5 * size)}"`,
    'doubled quotes': `a\n"${'""x'.repeat(size)}`,
  }
  for (const [what, text] of Object.entries(lines)) assert.equal(rowsOf(text)?.length, 2, what)
})
