import type { Editor } from '@tiptap/core'
import { PrincipalOffers } from '../../access/principal-offers.tsx'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import menu from '../../ui/menu.module.css'
import { Offers } from '../../ui/offers.tsx'
import type { ItemBox } from './item-links.ts'
import type { MentionBox } from './mention-box.ts'
import styles from './note.module.css'
import { words } from './note-words.ts'
import type { Offers as Offered } from './offers.ts'
import type { SlashMenu } from './slash-menu.ts'

type CaretOffersProps = { editor: Editor; mentions: MentionBox; items: ItemBox; slash: SlashMenu }

/** What the text offers below the caret: people and groups after `@`, items after `[[`, blocks after `/`. */
export function CaretOffers({ editor, mentions, items, slash }: CaretOffersProps) {
  const w = useWords(words)
  const [person, item, block] = [
    useOffered(editor, mentions.offers),
    useOffered(editor, items.offers),
    useOffered(editor, slash.offers),
  ]
  return (
    <>
      {person && <PrincipalOffers {...person} />}
      {item && (
        <Offers {...item} label={w.itemsToLink} keyOf={({ id }) => id}>
          {({ title, space }) => (
            <>
              <SpaceMark space={space} size={20} />
              <span className={menu.text}>
                {title}
                <span className={menu.second}>{space.name}</span>
              </span>
            </>
          )}
        </Offers>
      )}
      {block && (
        <Offers {...block} label={w.insert} keyOf={({ name }) => name}>
          {({ icon: Icon, label }) => (
            <>
              <Icon size={16} aria-hidden />
              <span className={menu.text}>{label}</span>
            </>
          )}
        </Offers>
      )}
    </>
  )
}

function useOffered<Item>(editor: Editor, offers: Offered<Item>) {
  const offer = useStore(offers)
  if (!offer) return undefined
  const { items, at, place: style, take: onTake } = offer
  const field = () => editor.view.dom
  return { items, at, style, onTake, field, className: styles.offers }
}
