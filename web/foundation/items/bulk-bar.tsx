import { Bell, Copy, FolderInput, Star, Tag, Tags, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { BulkBar, type Selection } from '../../ui/list.tsx'
import { useBulk } from './bulk.ts'
import type { Item } from './item.ts'
import { MoveManyDialog } from './move-many-dialog.tsx'
import { TagManyDialog } from './tag-many-dialog.tsx'
import { tagsOf, UntagManyDialog } from './untag-many-dialog.tsx'
import { words } from './words.ts'

type ItemBulkBarProps = {
  space: string
  selection: Selection
  items: readonly Item[]
  /** Actions of the tool. */
  children?: ReactNode
}

/** Bulk actions for the selected items of a space; each acts on those for which I may do it, and has one undo. */
export function ItemBulkBar({ space, selection, items, children }: ItemBulkBarProps) {
  const w = useWords(words)
  const [open, setOpen] = useState<'move' | 'copy' | 'tag' | 'untag'>()
  const { act, isPending } = useBulk(space)
  const path = { space }
  const chosen = items.filter(({ id }) => selection.ids.has(id))
  const deletable = chosen.filter(({ may }) => may.delete)
  const editable = chosen.filter(({ may }) => may.edit)
  const favourite = chosen.some((item) => !item.favourite)
  const following = chosen.some((item) => !item.following)
  const trash = () =>
    act({
      run: () =>
        send('post', '/api/spaces/{space}/bulk/trashing', {
          path,
          body: { items: idsOf(deletable) },
        }),
      says: w.bulk.trashed(deletable.length),
      done: selection.clear,
    })
  const favour = () =>
    act({
      run: () =>
        send('post', '/api/spaces/{space}/bulk/favourites', {
          path,
          body: { items: idsOf(chosen), favourite },
        }),
      says: favourite ? w.bulk.favoured(chosen.length) : w.bulk.unfavoured(chosen.length),
      done: selection.clear,
    })
  const follow = () =>
    act({
      run: () =>
        send('post', '/api/spaces/{space}/bulk/following', {
          path,
          body: { items: idsOf(chosen), following },
        }),
      says: following ? w.bulk.followed(chosen.length) : w.bulk.unfollowed(chosen.length),
      done: selection.clear,
    })
  const close = () => setOpen(undefined)
  const shared = { look: 'quiet', small: true, busy: isPending } as const
  return (
    <>
      <BulkBar selection={{ ...selection, ids: new Set(idsOf(chosen)) }}>
        {children}
        {areAlike(deletable) && (
          <Button {...shared} icon={FolderInput} onClick={() => setOpen('move')}>
            {w.moveIt}
          </Button>
        )}
        {areAlike(chosen) && chosen.length <= mostCopied && (
          <Button {...shared} icon={Copy} onClick={() => setOpen('copy')}>
            {w.copyIt}
          </Button>
        )}
        {editable.length > 0 && (
          <Button {...shared} icon={Tag} onClick={() => setOpen('tag')}>
            {w.bulk.tag}
          </Button>
        )}
        {tagsOf(editable).length > 0 && (
          <Button {...shared} icon={Tags} onClick={() => setOpen('untag')}>
            {w.bulk.untag}
          </Button>
        )}
        <Button {...shared} icon={Bell} onClick={follow}>
          {following ? w.bulk.follow : w.bulk.unfollow}
        </Button>
        <Button {...shared} icon={Star} onClick={favour}>
          {favourite ? w.bulk.favour : w.bulk.unfavour}
        </Button>
        {deletable.length > 0 && (
          <Button {...shared} look="dangerQuiet" icon={Trash2} onClick={trash}>
            {w.bulk.trash}
          </Button>
        )}
      </BulkBar>
      {(open === 'move' || open === 'copy') && (
        <MoveManyDialog
          items={open === 'move' ? deletable : chosen}
          how={open}
          onDone={selection.clear}
          onClose={close}
        />
      )}
      {open === 'tag' && (
        <TagManyDialog items={editable} onDone={selection.clear} onClose={close} />
      )}
      {open === 'untag' && (
        <UntagManyDialog items={editable} onDone={selection.clear} onClose={close} />
      )}
    </>
  )
}

/** As many as the server copies at once. */
const mostCopied = 100

/** Whether one place can hold all of them. */
function areAlike([first, ...others]: readonly Item[]): boolean {
  return first !== undefined && others.every(({ kind }) => kind === first.kind)
}

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ id }) => id)
}
