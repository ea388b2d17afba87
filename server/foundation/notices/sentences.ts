import type { House } from '../../kernel/context.ts'
import type { Language } from '../../kernel/i18n.ts'
import { declaredIn } from './declared.ts'
import type { Shown } from './notice.ts'

const somebody: Record<Language, string> = { en: 'Somebody', fr: 'Quelqu’un' }
const quoted: Record<Language, (text: string | null) => string> = {
  en: (text) => `“${text ?? ''}”`,
  fr: (text) => `« ${text ?? ''} »`,
}

/** One notice as a sentence, for mails and lock screens. */
export function sentenceOf(
  house: House,
  { kind, count, actorName, spaceName, title, role }: Shown,
  language: Language,
): string {
  const quote = quoted[language]
  return declaredIn(house)
    .byKind.get(kind)!
    .words[language]({
      who: actorName ?? somebody[language],
      ...{ group: quote(spaceName), thing: quote(title), count, role: role ?? '' },
    })
}
