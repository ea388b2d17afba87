import type { MentionOptions } from '@tiptap/extension-mention'
import {
  findPrincipals,
  mostOffered,
  principalName,
  type Principal,
} from '../../access/principal.tsx'
import { offersOf, type Offers } from './offers.ts'

export type MentionBox = {
  offers: Offers<Principal>
  suggestion: MentionOptions['suggestion']
}

/** The people and groups that `@` offers while one writes. */
export function mentionBox(space: string, item: string): MentionBox {
  const { offers, render } = offersOf<Principal>(({ command }, who) =>
    command({ id: who.id, label: principalName(who), ...{ kind: who.kind } }),
  )
  return {
    offers,
    suggestion: {
      char: '@',
      items: ({ query }) =>
        findPrincipals({ space, item }, query)
          .then((found) => found.slice(0, mostOffered))
          .catch(() => []),
      render,
    },
  }
}
