import { invalidField, type Invalid } from '../../kernel/errors.ts'

export const notInContainer = (field: string): Invalid =>
  invalidField(field, 'elsewhere', {
    en: 'This is not in that container any more.',
    fr: 'Cet élément n’est plus à cet endroit.',
  })
