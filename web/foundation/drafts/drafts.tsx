import { useQuery } from '@tanstack/react-query'
import { FilePen, Send } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { Problem } from '../../kernel/problem.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe, useSpace } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Note as Remark } from '../../ui/states.tsx'
import type { Item } from '../items/item.ts'
import { findPlaces, type Put } from '../spaces/places.ts'
import styles from './drafts.module.css'
import { words } from './words.ts'

type Draft = Answer<'get', '/api/drafts'>['items'][number]
const drafts = load('/api/drafts')

type Beginning = {
  privateSpace: string
  /** What it is. */
  put: Put & { takes: string }
  /** Where it is to be published. */
  to: { space: string; container: string }
  /** Says that the private space has no place for it. */
  noPlace: string
  /** Makes it in a space and a container. */
  make: (space: string, container: string) => Promise<{ id: string }>
}

/** Makes an item in my private space that is meant for a place in a group. Returns where it is. */
export async function beginDraft({
  privateSpace,
  put,
  to,
  noPlace,
  make,
}: Beginning): Promise<{ space: string; id: string }> {
  const { items } = await findPlaces(privateSpace, put)
  const place = items.find(({ ownList }) => !ownList) ?? items[0]
  if (!place) throw new Problem({ status: 409, code: 'no-place', title: noPlace })
  const { id } = await make(privateSpace, place.id)
  await send('put', '/api/spaces/{space}/items/{item}/draft', {
    path: { space: privateSpace, item: id },
    body: { toSpace: to.space, toContainer: to.container },
  })
  void queries.invalidateQueries({ queryKey: drafts.queryKey })
  return { space: privateSpace, id }
}

/** On the page of a draft: where it is to be published. */
export function DraftLine({ item }: { item: Item }) {
  const { privateSpace } = useMe()
  const found = useQuery({ ...drafts, enabled: item.space === privateSpace })
  const draft = found.data?.items.find((each) => each.item.id === item.id)
  return draft && item.space === privateSpace ? <Shown draft={draft} item={item} /> : null
}

function Shown({ draft: { to }, item }: { draft: Draft; item: Item }) {
  const w = useWords(words)
  const go = useGo()
  const path = { space: item.space, item: item.id }
  const refresh = [drafts.queryKey, [item.space], ...(to ? [[to.space.id]] : [])]
  const publish = useAct(
    () => send('post', '/api/spaces/{space}/items/{item}/publishing', { path, body: {} }),
    {
      refresh,
      done: ({ space, id }) => {
        tell(w.published, { tone: 'success' })
        go(paths.item(space, item.tool, id), { replace: true })
      },
    },
  )
  const keep = useAct(() => send('delete', '/api/spaces/{space}/items/{item}/draft', { path }), {
    refresh,
    done: () => void tell(w.kept),
  })
  const place = to && [to.space.name, to.container.name].filter(Boolean).join(' › ')
  return (
    <Remark icon={FilePen}>
      <p>{place ? w.for(place) : w.noPlace}</p>
      <div className={styles.acts}>
        {to && (
          <Button
            look="primary"
            small
            icon={Send}
            busy={publish.isPending}
            onClick={() => publish.mutate()}
          >
            {w.publish}
          </Button>
        )}
        <Button small busy={keep.isPending} onClick={() => keep.mutate()}>
          {w.keepPrivate}
        </Button>
      </div>
    </Remark>
  )
}

/** My drafts for this group, on the page of their tool there. */
export function DraftsHere({ space, tool }: { space: string; tool: string }) {
  const w = useWords(words)
  const isGroup = useSpace(space)?.kind === 'group'
  const found = useQuery({ ...drafts, enabled: isGroup })
  const here = found.data?.items.filter(
    ({ item, to }) => to?.space.id === space && item.tool === tool,
  )
  if (!isGroup || !here || here.length === 0) return null
  return (
    <nav className={styles.mine} aria-label={w.mine}>
      <h2>{w.mine}</h2>
      <ul>
        {here.map(({ item }) => (
          <li key={item.id}>
            <a href={paths.item(item.space.id, tool, item.id)}>
              <FilePen size={16} aria-hidden /> {item.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
