import type { DragEvent } from 'react'
import { useState } from 'react'
import { useAct } from '../kernel/act.ts'
import { send } from '../kernel/api.ts'
import { announce } from '../kernel/announce.ts'
import { useReader } from '../kernel/language.ts'
import type { Me } from '../kernel/session.ts'
import { sessionQuery, useMe } from '../kernel/session.ts'
import { createStore } from '../kernel/store.ts'
import { useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import type { ToolOrder } from './tool-order.ts'
import { dropped, inOrder } from './tool-order.ts'
import { words } from './words.ts'

const namesOf = (tools: readonly { name: string }[]) => tools.map(({ name }) => name)

/** The order of all tools of this instance, and a way to change it: shown immediately, and announced. */
export function useToolOrder(): [ToolOrder, (next: ToolOrder, moved: string) => void] {
  const w = useWords(words)
  const tools = useTools()
  const { language } = useReader()
  const { pinned, more } = inOrder(tools, useMe().toolOrder)
  const save = useAct((toolOrder: ToolOrder) => send('patch', '/api/me', { body: { toolOrder } }), {
    ahead: {
      key: sessionQuery.queryKey,
      change: (me: Me, toolOrder: ToolOrder): Me => ({ ...me, toolOrder }),
    },
  })
  const change = (next: ToolOrder, moved: string) => {
    save.mutate(next)
    const name = tools.find((tool) => tool.name === moved)?.words[language].name ?? moved
    const part = next.pinned.includes(moved) ? 'pinned' : 'more'
    announce(w.toolPlaced(name, next[part].indexOf(moved) + 1, next[part].length, part))
  }
  return [{ pinned: namesOf(pinned), more: namesOf(more) }, change]
}

/** The tool that is being dragged. */
const dragged = createStore<string | undefined>(undefined)

/** Attributes for the element of a tool: it can be dragged, and others can be dropped on it. */
export function useToolDrag() {
  const [order, change] = useToolOrder()
  const [over, setOver] = useState<string>()
  const stop = () => {
    dragged.write(undefined)
    setOver(undefined)
  }
  return (name: string) => ({
    draggable: true,
    'data-over': over === name || undefined,
    onDragStart: () => dragged.write(name),
    onDragEnd: stop,
    onDragOver: (event: DragEvent) => {
      if (dragged.read() === undefined) return
      event.preventDefault()
      setOver(name)
    },
    onDrop: (event: DragEvent) => {
      const tool = dragged.read()
      if (tool === undefined) return
      event.preventDefault()
      if (tool !== name) change(dropped(order, tool, name), tool)
      stop()
    },
  })
}
