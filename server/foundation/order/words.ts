import { invalidField, type Invalid } from '../../kernel/errors.ts'

export const notInContainer = (field: string): Invalid =>
  invalidField(field, 'elsewhere', {
    en: 'This is no longer in that container.',
    fr: 'Cet élément n’est plus à cet endroit.',
  })
