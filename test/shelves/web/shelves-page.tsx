import { Stamp } from 'lucide-react'
import type { TableImportOf } from '../../../web/foundation/import/import.ts'
import { useTableCommand } from '../../../web/foundation/import/table-command.tsx'
import { ItemList, useItems } from '../../../web/foundation/items/item-list.tsx'
import { NewItem } from '../../../web/foundation/items/new-item.tsx'
import { ToolPage, type AtPlace, type ShownList } from '../../../web/foundation/items/tool-page.tsx'
import { send } from '../../../web/kernel/api.ts'
import { useWords } from '../../../web/kernel/words.ts'
import { TextArea } from '../../../web/ui/field.tsx'
import './doors.ts'
import { words } from './words.ts'

export function ShelvesPage() {
  const w = useWords(words)
  return (
    <ToolPage
      tool="shelves"
      kind="paper"
      tree={w.tree}
      lists={[{ key: 'stamps', label: w.stamps, icon: Stamp }]}
      items={(shown) => <Shelf shown={shown} />}
      newItem={(at) => <NewPaper {...at} />}
      commands={[useTableCommand(paperImport)]}
    />
  )
}

const paperImport: TableImportOf = {
  put: { tool: 'shelves', takes: 'paper' },
  door: '/api/spaces/{space}/boxes/{container}/papers/table',
}

const papers = [
  '/api/spaces/{space}/papers',
  '/api/spaces/{space}/boxes/{container}/papers',
] as const
const stamps = ['/api/spaces/{space}/stamps', papers[1]] as const

/** The papers of a box or of the whole space, or all stamps. */
function Shelf({ shown }: { shown: ShownList }) {
  const w = useWords(words)
  // Stamps have doors of their own, without a filter.
  const [doors, show] = shown.show === 'stamps' ? [stamps, undefined] : [papers, shown.show]
  return (
    <ItemList
      {...useItems({ ...shown, show }, doors, ['changed', 'title', 'worth'])}
      shown={shown}
      sorts={{ worth: w.byWorth }}
      row={({ worth, body }) => ({ second: `${w.valuedAt(worth)} · ${body}` })}
    />
  )
}

function NewPaper(at: AtPlace) {
  const w = useWords(words)
  return (
    <NewItem
      {...at}
      tool="shelves"
      kind="paper"
      verb={w.keep}
      own={{ body: '' }}
      fields={(form) => <TextArea {...form.text('body')} label={w.body} optional />}
      make={(container, given, { body }, space) =>
        send('post', '/api/spaces/{space}/boxes/{container}/papers', {
          path: { space, container },
          body: { ...given, body, worth: 0 },
        })
      }
    />
  )
}
