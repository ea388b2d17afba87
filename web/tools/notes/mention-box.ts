import type { Slice } from '@tiptap/pm/model'
import type { MentionOptions } from '@tiptap/extension-mention'
import {
  findPrincipals,
  mostOffered,
  principalName,
  type Principal,
} from '../../access/principal.tsx'
import { offersOf, type Offers } from './offers.ts'

/** Calls `told` with each mention in what is pasted. */
export function pastedMentions(
  slice: Slice,
  told: (mention: { id: string; label: string }) => void,
): void {
  const found = new Map<string, string>()
  slice.content.descendants(({ type, attrs }) => {
    if (type.name === 'mention') found.set(String(attrs['id']), String(attrs['label']))
  })
  for (const [id, label] of found) told({ id, label })
}

export type MentionBox = {
  offers: Offers<Principal>
  suggestion: MentionOptions['suggestion']
}

/** The people and groups that `@` offers while one writes. */
export function mentionBox(
  { space, id: item }: { space: string; id: string },
  onTaken: (who: Principal) => void,
): MentionBox {
  const { offers, render } = offersOf<Principal>(({ command }, who) => {
    command({ id: who.id, label: principalName(who), ...{ kind: who.kind } })
    onTaken(who)
  })
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
