import type { EventWords, Say } from '../../kernel/events.ts'
import type { Language } from '../../kernel/language.ts'
import { roleIn } from '../../ui/words.ts'

const guestOf: Record<Language, (role: string) => string> = {
  en: (role) => `${role}, guest`,
  fr: (role) => `${role}, personne externe`,
}

/** A person, or a role. */
function seenAs(language: Language, say: Say, guest: boolean): string {
  const role = roleIn(language, say('role'))
  return say('name') || (guest ? guestOf[language](role) : role)
}

export const events: Record<string, EventWords> = {
  'group.viewed-as': {
    history: {
      en: (say, { detail }) => `viewed the group as ${seenAs('en', say, detail['guest'] === true)}`,
      fr: (say, { detail }) =>
        `a vu le groupe en tant que « ${seenAs('fr', say, detail['guest'] === true)} »`,
    },
  },
}
