import { lazy, Suspense, useState } from 'react'
import { Audience } from '../../access/audience.tsx'
import { WhyNotLine } from '../../access/why-not.tsx'
import { withEvents } from '../../kernel/events.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { usePlaceName } from '../../kernel/tools.ts'
import { useView } from '../../kernel/view-as.ts'
import { useWords } from '../../kernel/words.ts'
import { Page } from '../../ui/page.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { Comments } from '../comments/comments.tsx'
import { Attachments } from '../files/attachments.tsx'
import { StateLine } from '../live-text/state-line.tsx'
import { UnsavedHere } from '../live-text/unsaved-texts.tsx'
import type { RoomState } from '../live-text/room.ts'
import type { LiveRoom } from '../live-text/use-room.ts'
import { DraftLine } from '../drafts/drafts.tsx'
import { ValidatedLine } from '../versions/validation.tsx'
import type { Item, ItemPageOf, OpenText } from './item.ts'
import styles from './item.module.css'
import { ItemActions } from './item-actions.tsx'
import { Origin, TakeOver } from './item-origin.tsx'
import { ItemTitle } from './item-title.tsx'
import { words } from './item-words.ts'
import { Links } from './links.tsx'
import { Tags } from './tags.tsx'

const ItemHistory = lazy(() =>
  withEvents(() => import('./item-history.tsx')).then((m) => ({ default: m.ItemHistory })),
)

type OpenItemProps<I extends Item> = { of: ItemPageOf<I>; item: I; live: LiveRoom }

/** The page of an item that I may see. */
export function OpenItem<I extends Item>({ of, item, live }: OpenItemProps<I>) {
  const w = useWords(words)
  const { space, id, may } = item
  const placeName = usePlaceName()
  const { room, state, again } = live
  const parts = of.useParts?.(item) ?? {}
  const looking = useView()?.group === space
  const [panel, setPanel] = useUrlState('panel')
  const [isShown, setShown] = useState(false)
  const mayEdit = hasRoom(state) ? state.mayEdit : may.edit && !looking
  const panels = [
    { name: 'comments', title: w.comments, content: <Comments space={space} item={id} /> },
    {
      name: 'links',
      title: w.links,
      content: <Links space={space} item={id} mayEdit={may.edit} />,
    },
    {
      name: 'history',
      title: w.history,
      content: (
        <Suspense fallback={<ListSkeleton rows={5} />}>
          <ItemHistory item={item} />
        </Suspense>
      ),
    },
    ...(parts.panels ?? []),
  ]
  return (
    <Page
      title={<ItemTitle item={item} rename={(title) => of.rename(item, title)} />}
      width="reading"
      above={<a href={hrefOfPlace(item)}>{placeName(item)}</a>}
      lead={<Origin item={item} badges={parts.badges} />}
      audience={<Audience space={space} item={id} />}
      actions={<ItemActions item={item} parts={parts} onPanel={setPanel} />}
    >
      {may.takeOver && <TakeOver item={item} />}
      <DraftLine item={item} />
      {item.validated && <ValidatedLine item={item} validated={item.validated} />}
      {!mayEdit && !item.validated && state.phase !== 'refused' && (
        <WhyNotLine space={space} item={id} right="edit" />
      )}
      <UnsavedHere item={id} state={state} onAgain={again} />
      <div className={of.text ? `${styles.sheet} ${styles.sheetOfText}` : styles.sheet}>
        <div className={styles.above}>
          <Tags space={space} item={id} tags={item.tags} mayEdit={may.edit} />
          {of.text && <StateLine {...{ room, state, mayEdit, isShown }} />}
        </div>
        <of.Content item={item} mayEdit={mayEdit} text={openText(live, setShown)} />
      </div>
      <Attachments space={space} item={id} mayEdit={may.edit && !looking} />
      {panels.map(({ name, title, content }) => (
        <SidePanel key={name} opened={panel === name} onClose={() => setPanel('')} title={title}>
          {content}
        </SidePanel>
      ))}
    </Page>
  )
}

/** The page of its container; that of a root is the page of the tool. */
function hrefOfPlace({ space, tool, container }: Item): string {
  return container.name ? paths.container(space, tool, container.id) : paths.tool(space, tool)
}

/** The server has said whether I may edit the text. */
function hasRoom({ phase, unsaved }: RoomState): boolean {
  return phase === 'open' || phase === 'refused' || unsaved
}

function openText(
  { room, state }: LiveRoom,
  onShown: (shown: boolean) => void,
): OpenText | undefined {
  if (!room || state.phase === 'closed') return undefined
  return { room, isOpened: state.phase === 'open' || state.unsaved, onShown }
}
