import { invalidField, type Invalid } from '../../kernel/errors.ts'
import type { Sentence } from '../../kernel/i18n.ts'
import type { ImportField } from './fields.ts'

export const noTable = (): Invalid =>
  invalidField('body', 'unreadable', {
    en: 'This is not a table as text. Save it as CSV, then choose that file.',
    fr: 'Ce fichier n’est pas un tableau au format texte. Enregistrez-le en CSV, puis choisissez ce fichier.',
  })

export const tooLarge = (lines: number): Invalid =>
  invalidField('body', 'too-large', {
    en: `At most ${lines} lines and 200,000 cells at once. Split the file.`,
    fr: `Au plus ${lines} lignes et 200 000 cellules à la fois. Divisez le fichier.`,
  })

export const noSuchField = (): Invalid =>
  invalidField('query.columns', 'unknown', {
    en: 'One of these fields does not exist, or fills two columns.',
    fr: 'Un de ces champs n’existe pas, ou correspond à deux colonnes.',
  })

/** Why a cell, shown as it is, cannot be imported. */
export function unreadable(field: ImportField, cell: string): Sentence {
  if (field.value === 'text')
    return {
      en: `It has more than ${field.most} characters.`,
      fr: `Il y a plus de ${field.most} caractères.`,
    }
  const { en, fr } = kinds[field.value]
  return { en: `“${cell}” is not ${en}.`, fr: `« ${cell} » n’est pas ${fr}.` }
}

const kinds: Record<Exclude<ImportField['value'], 'text'>, Sentence> = {
  date: { en: 'a date', fr: 'une date' },
  mail: { en: 'an e-mail address', fr: 'une adresse e-mail' },
  url: { en: 'a web address', fr: 'une adresse web' },
  money: { en: 'an amount of money', fr: 'un montant' },
  phone: { en: 'a telephone number', fr: 'un numéro de téléphone' },
  choice: { en: 'one of the choices', fr: 'un des choix' },
}

export const missing: Sentence = { en: 'It is empty.', fr: 'La valeur manque.' }

/** The rows before this line were imported. */
export const stopped: Sentence = {
  en: 'From this line on, nothing was imported.',
  fr: 'À partir de cette ligne, rien n’a été importé.',
}
