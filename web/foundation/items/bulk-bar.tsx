import { Star, Trash2 } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { BulkBar, type Selection } from '../../ui/list.tsx'
import { words } from './words.ts'

type Chosen = { id: string; may: { delete: boolean } }

/** Bulk actions for the selected items of a space; one undo reverts all of them. */
export function ItemBulkBar({
  space,
  selection,
  items,
}: {
  space: string
  selection: Selection
  items: readonly Chosen[]
}) {
  const w = useWords(words)
  const path = { space }
  const chosen = items.filter(({ id }) => selection.ids.has(id))
  const deletable = chosen.filter(({ may }) => may.delete)
  const refresh = [[space]]
  const undo = useAct(
    (token: string) =>
      send('post', '/api/spaces/{space}/bulk/undoing', { path, body: { undo: token } }),
    { refresh },
  )
  const offerUndo = (said: string, token: string) => {
    selection.clear()
    tellUndo(said, () => undo.mutate(token))
  }
  const trash = useAct(
    (ids: string[]) =>
      send('post', '/api/spaces/{space}/bulk/trashing', { path, body: { items: ids } }),
    { refresh, done: ({ undo: token }, ids) => offerUndo(w.bulk.trashed(ids.length), token) },
  )
  const favour = useAct(
    (ids: string[]) =>
      send('post', '/api/spaces/{space}/bulk/favourites', {
        path,
        body: { items: ids, favourite: true },
      }),
    { refresh, done: ({ undo: token }, ids) => offerUndo(w.bulk.favoured(ids.length), token) },
  )
  const ids = (some: readonly Chosen[]) => some.map(({ id }) => id)
  return (
    <BulkBar selection={selection}>
      {chosen.length > 0 && (
        <Button
          look="quiet"
          small
          icon={Star}
          busy={favour.isPending}
          onClick={() => favour.mutate(ids(chosen))}
        >
          {w.bulk.favour}
        </Button>
      )}
      {deletable.length > 0 && (
        <Button
          look="dangerQuiet"
          small
          icon={Trash2}
          busy={trash.isPending}
          onClick={() => trash.mutate(ids(deletable))}
        >
          {w.bulk.trash}
        </Button>
      )}
    </BulkBar>
  )
}
