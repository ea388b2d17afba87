import type { House } from '../../kernel/context.ts'
import type { Counted, Language } from '../../kernel/i18n.ts'
import { declaredIn } from './declared.ts'
import type { Shown } from './notice.ts'

const somebody: Record<Language, string> = { en: 'Somebody', fr: 'Quelqu’un' }
const quoted: Record<Language, (text: string | null) => string> = {
  en: (text) => `“${text ?? ''}”`,
  fr: (text) => `« ${text ?? ''} »`,
}

/** One notice as a sentence, for mails and lock screens. */
export function sentenceOf(house: House, notice: Shown, language: Language): string {
  const { kind, count, actorName, spaceName, title, role, many, event } = notice
  const quote = quoted[language]
  const who = actorName ?? somebody[language]
  const { words, many: ofMany } = declaredIn(house).byKind.get(kind)!
  if (many && ofMany) {
    const place = title === null ? undefined : quote(title)
    return ofMany[language]({
      who,
      things: things(house, notice, language),
      place,
      event: event ?? '',
    })
  }
  return words[language]({
    who,
    ...{ group: quote(spaceName), thing: quote(title), count, role: role ?? '' },
  })
}

const items: Counted = {
  en: (count) => `${count} items`,
  fr: (count) => `${count}\u00a0éléments`,
}

/** In the words of their kind, where they are of one. */
function things(house: House, { count, manyTool, manyKind }: Shown, language: Language): string {
  const tool = house.tools.find(({ name }) => name === manyTool)
  return (tool?.items[manyKind ?? '']?.counted ?? items)[language](count)
}
