import type { Language } from './language.ts'
import type { Problem } from './problem.ts'
import { defineWords, wordsIn } from './words.ts'

export const words = defineWords({
  en: {
    offline: 'You seem to be offline. Nothing was changed; please try again.',
    unavailable: 'Atelier cannot answer just now. Nothing was changed; try again in a moment.',
    notFound: 'This does not exist, or you cannot see it.',
    forbidden: 'You may see this, but not do that.',
    tooMany: 'That was a lot of tries. Please wait a moment.',
    other: 'Something went wrong on our side. Nothing was changed.',
  },
  fr: {
    offline: 'Vous semblez être hors ligne. Rien n’a été modifié ; veuillez réessayer.',
    unavailable:
      'Atelier ne peut pas répondre pour le moment. Rien n’a été modifié ; réessayez dans un instant.',
    notFound: 'Ceci n’existe pas, ou vous ne pouvez pas le voir.',
    forbidden: 'Vous pouvez voir ceci, mais pas faire cela.',
    tooMany: 'Beaucoup d’essais en peu de temps. Veuillez patienter un instant.',
    other: 'Un problème est survenu de notre côté. Rien n’a été modifié.',
  },
})

/** The sentence for a refusal: the server's own if it sent one. */
export function sayProblem(problem: Problem, language: Language): string {
  const w = wordsIn(words, language)
  if (problem.isOffline) return w.offline
  if (problem.detail) return problem.detail
  if (problem.status === 404) return w.notFound
  if (problem.status === 403) return w.forbidden
  if (problem.status === 429) return w.tooMany
  if (problem.status === 503) return w.unavailable
  return problem.message || w.other
}
