import { ArrowDown, ArrowUp, GripVertical, Pin, PinOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useAct } from '../kernel/act.ts'
import { send } from '../kernel/api.ts'
import { useReader } from '../kernel/language.ts'
import type { WebTool } from '../kernel/pages.ts'
import type { Me } from '../kernel/session.ts'
import { sessionQuery, useMe } from '../kernel/session.ts'
import { useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/field.tsx'
import { useToolDrag, useToolOrder } from './arranging.ts'
import styles from './arrange-tools.module.css'
import { inPart, stepped, type Part, type ToolOrder } from './tool-order.ts'
import { words } from './words.ts'

/** The order of the tools and which are under More, the same in all spaces; and the tab of a phone that one chooses. */
export function ArrangeTools({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const [order, change] = useToolOrder()
  const drag = useToolDrag()
  const list = useRef<HTMLDivElement>(null)
  const pressed = useRef('')
  useEffect(() => {
    // The row has moved: its button keeps the focus.
    const button = list.current?.querySelector<HTMLElement>(`[data-act="${pressed.current}"]`)
    if (pressed.current && document.activeElement !== button) button?.focus()
    pressed.current = ''
  })
  const press = (act: string, next: ToolOrder, tool: string) => {
    pressed.current = `${act} ${tool}`
    change(next, tool)
  }
  return (
    <Dialog opened onClose={onClose} title={w.arrange}>
      <p className="quiet">{w.arrangeHelp}</p>
      <div ref={list} className={styles.parts}>
        {(['pinned', 'more'] as const).map((part) => (
          <section key={part} aria-label={w.parts[part]}>
            <h3 className={styles.title}>{w.parts[part]}</h3>
            {order[part].length === 0 && <p className="quiet small">{w.noTool}</p>}
            <ol className={styles.list}>
              {order[part].map((name) => (
                <li key={name} className={styles.row} {...drag(name)}>
                  <GripVertical size={16} aria-hidden className={styles.grip} />
                  <ToolRow name={name} part={part} order={order} press={press} />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
      <TabChoice />
    </Dialog>
  )
}

type ToolRowProps = {
  name: string
  part: Part
  order: ToolOrder
  press: (act: string, next: ToolOrder, tool: string) => void
}

function ToolRow({ name, part, order, press }: ToolRowProps) {
  const w = useWords(words)
  const { language } = useReader()
  const tool = useTools().find((each) => each.name === name)
  if (!tool) return null
  const { icon: Icon } = tool
  const label = tool.words[language].name
  const all = [...order.pinned, ...order.more]
  const other: Part = part === 'pinned' ? 'more' : 'pinned'
  return (
    <>
      <Icon size={18} aria-hidden />
      <span className={styles.name}>{label}</span>
      <IconButton
        icon={ArrowUp}
        label={w.moveUp(label)}
        aria-disabled={all[0] === name && part === 'pinned'}
        data-act={`up ${name}`}
        onClick={() => press('up', stepped(order, name, -1), name)}
      />
      <IconButton
        icon={ArrowDown}
        label={w.moveDown(label)}
        aria-disabled={all.at(-1) === name && part === 'more'}
        data-act={`down ${name}`}
        onClick={() => press('down', stepped(order, name, 1), name)}
      />
      <IconButton
        icon={part === 'pinned' ? PinOff : Pin}
        label={part === 'pinned' ? w.unpin(label) : w.pin(label)}
        data-act={`pin ${name}`}
        onClick={() => press('pin', inPart(order, name, other), name)}
      />
    </>
  )
}

/** On a phone, the tab between the space and the notices. Only tools that exist are offered. */
function TabChoice() {
  const w = useWords(words)
  const { tab } = useMe()
  const tools = useTools()
  const { language } = useReader()
  const save = useAct((chosen: string) => send('patch', '/api/me', { body: { tab: chosen } }), {
    ahead: {
      key: sessionQuery.queryKey,
      change: (me: Me, chosen: string): Me => ({ ...me, tab: chosen }),
    },
  })
  const option = ({ name, words: said }: WebTool) => ({ value: name, label: said[language].name })
  return (
    <SelectField
      name="tab"
      label={w.tab}
      help={w.tabHelp}
      value={tools.some(({ name }) => name === tab) ? tab : 'search'}
      onChange={(chosen) => save.mutate(chosen)}
      options={[{ value: 'search', label: w.search }, ...tools.map(option)]}
    />
  )
}
