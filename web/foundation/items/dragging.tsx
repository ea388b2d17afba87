import type { DragEvent } from 'react'
import { useState } from 'react'
import { createStore } from '../../kernel/store.ts'
import type { Dropping } from '../spaces/container-tree.tsx'
import type { Container } from '../spaces/containers.ts'
import type { Item } from './item.ts'
import { MoveDialog } from './move-dialog.tsx'
import { MoveManyDialog } from './move-many-dialog.tsx'

/** The items that are being dragged. */
const dragged = createStore<readonly Item[]>([])

/** Starts to drag a row: with it all selected items, if it is one of them. */
export function startDragging(
  event: DragEvent,
  items: readonly Item[],
  selected: ReadonlySet<string>,
): void {
  const id = rowOf(event.target) ?? ''
  const isWith = (one: Item) => one.id === id || (selected.has(id) && selected.has(one.id))
  dragged.write(items.filter((one) => isWith(one) && one.may.delete))
}

export function stopDragging(): void {
  dragged.write([])
}

/** The id of the item whose row contains this element. */
export function rowOf(target: EventTarget): string | undefined {
  const row = target instanceof Element ? target.closest('a[data-row]') : null
  return row?.getAttribute('href')?.split('/').at(-1)
}

type Dropped = { items: readonly Item[]; to: Container }

/**
 * Lets items be dropped on containers. A drop opens the dialog that says who will see them there; without a pointer, the menu
 * of an item and the bulk bar open the same dialog.
 */
export function useDropping() {
  const [dropped, setDropped] = useState<Dropped>()
  const dropping: Dropping = {
    fits: (container) => dragged.read().length > 0 && dragged.read().every(fitsIn(container)),
    onDrop: (to) => {
      setDropped({ items: dragged.read(), to })
      stopDragging()
    },
  }
  const dialog = dropped && <DropDialog {...dropped} onClose={() => setDropped(undefined)} />
  return { dropping, dialog }
}

function fitsIn({ id, holds, may }: Container): (item: Item) => boolean {
  return (item) => may.add && holds.includes(item.kind) && item.container.id !== id
}

function DropDialog({ items, to, onClose }: Dropped & { onClose: () => void }) {
  const [only, ...others] = items
  if (!only) return null
  if (others.length > 0)
    return <MoveManyDialog items={items} how="move" to={to} onClose={onClose} />
  return <MoveDialog item={only} how="move" to={to} onClose={onClose} />
}
