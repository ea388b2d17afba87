import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { paths } from '../../kernel/paths.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { Picker } from '../../ui/picker.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import styles from './items.module.css'
import { words } from './words.ts'

type Ref = Answer<'get', '/api/recent'>['items'][number]
type LinksProps = { space: string; item: string; mayEdit: boolean }

/** The items that this one links to, and those that link to it, as far as I may see them (N). */
export function Links({ space, item, mayEdit }: LinksProps) {
  const w = useWords(words)
  const path = { space, item }
  const links = useQuery({
    ...load('/api/spaces/{space}/items/{item}/links', { path }),
    meta: { shows: 'space' },
  })
  const add = useAct(
    (to: Ref) =>
      send('post', '/api/spaces/{space}/items/{item}/links', {
        path,
        body: { toSpace: to.space.id, toItem: to.id },
      }),
    { refresh: [[space]] },
  )
  const remove = useAct(
    (to: Ref) =>
      send('delete', '/api/spaces/{space}/items/{item}/links/{toSpace}/{toItem}', {
        path: { ...path, toSpace: to.space.id, toItem: to.id },
      }),
    {
      refresh: [[space]],
      done: (_, to) => void tellUndo(w.unlinked(to.title), () => add.mutate(to)),
    },
  )
  if (links.isPending) return <ListSkeleton rows={3} />
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />
  const { out, back } = links.data
  return (
    <>
      {mayEdit && <ItemPicker onTake={(to) => add.mutate(to)} without={item} />}
      {out.length + back.length === 0 && <p className="quiet">{w.noLinks}</p>}
      {out.length > 0 && (
        <LinkList title={w.linksOut} refs={out} onRemove={mayEdit && ((to) => remove.mutate(to))} />
      )}
      {back.length > 0 && <LinkList title={w.linksBack} refs={back} onRemove={false} />}
    </>
  )
}

type LinkListProps = {
  title: string
  refs: readonly Ref[]
  onRemove: false | ((to: Ref) => void)
}

function LinkList({ title, refs, onRemove }: LinkListProps) {
  const w = useWords(words)
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.links}>
        {refs.map((ref) => (
          <li key={ref.id}>
            <SpaceMark space={ref.space} size={20} />
            <a href={`${paths.tool(ref.space.id, ref.tool)}/${ref.id}`}>{ref.title}</a>
            <span className="quiet small">{ref.space.name}</span>
            {onRemove && (
              <IconButton
                small
                icon={X}
                label={w.removeLink(ref.title)}
                onClick={() => onRemove(ref)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type ItemPick = Pick & { ref: Ref }

function ItemPicker({ onTake, without }: { onTake: (ref: Ref) => void; without: string }) {
  const w = useWords(words)
  const find = async (typed: string): Promise<ItemPick[]> => {
    if (!typed) return []
    const found = await send('get', '/api/search', { query: { q: typed } })
    return found.items
      .filter(({ id }) => id !== without)
      .map((ref) => ({
        key: ref.id,
        label: ref.title,
        second: ref.space.name || w.privateSpace,
        lead: <SpaceMark space={ref.space} size={20} />,
        ref,
      }))
  }
  return (
    <Picker
      name="link"
      label={w.addLink}
      help={w.addLinkHelp}
      placeholder={w.findItem}
      value={[]}
      onChange={([pick]: readonly ItemPick[]) => pick && onTake(pick.ref)}
      find={find}
    />
  )
}
