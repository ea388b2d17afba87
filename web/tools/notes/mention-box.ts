import type { MentionOptions } from '@tiptap/extension-mention'
import {
  findPrincipals,
  mostOffered,
  principalName,
  type Principal,
} from '../../access/principal.tsx'
import type { Store } from '../../kernel/store.ts'
import { createStore } from '../../kernel/store.ts'

export type Offer = {
  items: readonly Principal[]
  at: number
  place: { left: number; top: number }
  take: (who: Principal) => void
}

export type MentionBox = {
  offer: Store<Offer | undefined>
  suggestion: MentionOptions['suggestion']
}

type Told = {
  items: Principal[]
  command: (attributes: { id: string | null; label: string | null }) => void
  clientRect?: (() => DOMRect | null) | null
}

/** The people and groups that `@` offers while one writes: the editor's suggestions in a form that a page can show. */
export function mentionBox(space: string, item: string): MentionBox {
  const offer = createStore<Offer | undefined>(undefined)
  const show = ({ items, command, clientRect }: Told) => {
    const rect = clientRect?.()
    const take = (who: Principal) =>
      command({ id: who.id, label: principalName(who), ...{ kind: who.kind } })
    if (!rect || items.length === 0) return offer.write(undefined)
    const left = Math.max(8, Math.min(rect.left, window.innerWidth - 300))
    offer.write({ items, at: 0, place: { left, top: rect.bottom + 4 }, take })
  }
  const step = (by: number) => {
    const now = offer.read()
    if (now) offer.write({ ...now, at: (now.at + by + now.items.length) % now.items.length })
  }
  const onKeyDown = ({ event }: { event: KeyboardEvent }): boolean => {
    const now = offer.read()
    if (!now) return false
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Escape') offer.write(undefined)
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const who = now.items[now.at]
      if (who) now.take(who)
    } else return false
    return true
  }
  return {
    offer,
    suggestion: {
      char: '@',
      items: ({ query }) =>
        findPrincipals({ space, item }, query)
          .then((found) => found.slice(0, mostOffered))
          .catch(() => []),
      render: () => ({
        onStart: show,
        onUpdate: show,
        onKeyDown,
        onExit: () => offer.write(undefined),
      }),
    },
  }
}
