import type { Sentence } from '../../kernel/i18n.ts'

export const needed: Sentence = { en: 'This is needed.', fr: 'Ce champ est nécessaire.' }
