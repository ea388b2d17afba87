import type { ReactNode } from 'react'
import { InternalBadge } from '../../access/internal.tsx'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { GuestBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Note as Remark } from '../../ui/states.tsx'
import { ValidatedBadge } from '../versions/validation.tsx'
import type { Item } from './item.ts'
import styles from './item.module.css'
import { words } from './item-words.ts'

/** Its author, and the person who changed it last. */
export function Origin({ item, badges }: { item: Item; badges: ReactNode }) {
  const w = useWords(words)
  const format = useFormat()
  const { author, changedAt, changedBy, formerMember, takenOverBy, internal } = item
  return (
    <p className={styles.origin}>
      <span>
        {w.by(fullName(author))}
        {formerMember && ` (${w.formerMember})`}
        {takenOverBy && ` · ${w.takenOver(fullName(takenOverBy))}`}
      </span>
      {author.guest && <GuestBadge organization={author.organization} />}
      <span>
        {w.changed}{' '}
        <span data-no-print>
          <RelativeTime at={changedAt} />
        </span>
        <span data-only-print>{format.date(changedAt)}</span>
        {changedBy.id !== author.id && ` ${w.changedBy(fullName(changedBy))}`}
      </span>
      {badges}
      {item.validated && <ValidatedBadge />}
      {internal && <InternalBadge />}
    </p>
  )
}

/** Offers the administrator what a former member left behind. */
export function TakeOver({ item: { space, id: item, author } }: { item: Item }) {
  const w = useWords(words)
  const take = useAct(
    () => send('post', '/api/spaces/{space}/items/{item}/taking-over', { path: { space, item } }),
    { refresh: [[space]], done: () => void tell(w.taken) },
  )
  return (
    <Remark tone="caution">
      <p>{w.takeOverHelp(fullName(author))}</p>
      <Button small busy={take.isPending} onClick={() => take.mutate()}>
        {w.takeOver}
      </Button>
    </Remark>
  )
}
