import { useState } from 'react'
import { Audience } from '../../access/audience.tsx'
import { WhyNotLine } from '../../access/why-not.tsx'
import { useView } from '../../kernel/view-as.ts'
import { Page } from '../../ui/page.tsx'
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
import { ItemPanel, usePanel, useTabs } from './item-panel.tsx'
import { useItemPlace } from './item-place.ts'
import { ItemTitle } from './item-title.tsx'
import { useReading } from './reading.ts'
import { Tags } from './tags.tsx'

type OpenItemProps<I extends Item> = { of: ItemPageOf<I>; item: I; live: LiveRoom }

/** The page of an item that I may see. */
export function OpenItem<I extends Item>({ of, item, live }: OpenItemProps<I>) {
  const { space, id, may } = item
  const place = useItemPlace(item)
  const { room, state, again } = live
  const parts = of.useParts?.(item) ?? {}
  const tabs = useTabs(item, parts)
  const panel = usePanel(tabs)
  const looking = useView()?.group === space
  const [isShown, setShown] = useState(false)
  const mayEdit = hasRoom(state) ? state.mayEdit : may.edit && !looking
  const reading = useReading(of.text !== undefined && mayEdit)
  return (
    <Page
      title={<ItemTitle item={item} rename={(title) => of.rename(item, title)} />}
      width="reading"
      above={<a href={place.href}>{place.name}</a>}
      lead={<Origin item={item} badges={parts.badges} />}
      audience={<Audience space={space} item={id} />}
      row={<ItemActions {...{ item, parts, tabs, panel, reading }} />}
    >
      <div className={styles.remarks} data-no-print>
        {may.takeOver && <TakeOver item={item} />}
        <DraftLine item={item} />
        {item.validated && <ValidatedLine item={item} validated={item.validated} />}
        {!mayEdit && !item.validated && state.phase !== 'refused' && (
          <WhyNotLine space={space} item={id} right="edit" />
        )}
        <UnsavedHere item={id} state={state} onAgain={again} />
      </div>
      <div className={of.text ? `${styles.sheet} ${styles.sheetOfText}` : styles.sheet}>
        <div className={styles.above} data-no-print>
          <Tags space={space} item={id} tags={item.tags} mayEdit={may.edit} />
          {of.text && <StateLine {...{ room, state, mayEdit, isShown }} />}
        </div>
        <of.Content
          item={item}
          mayEdit={mayEdit && !reading.isOn}
          text={openText(live, setShown)}
        />
      </div>
      <Attachments space={space} item={id} mayEdit={may.edit && !looking && !of.isFile} />
      <ItemPanel tabs={tabs} panel={panel} />
    </Page>
  )
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
