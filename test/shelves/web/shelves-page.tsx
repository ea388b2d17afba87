import { Stamp, Upload } from 'lucide-react'
import type { TableImportOf } from '../../../web/foundation/import/import.ts'
import { TableDialog } from '../../../web/foundation/import/table-dialog.tsx'
import { ItemList, ItemRows, useItemFilters } from '../../../web/foundation/items/item-list.tsx'
import { ItemRow } from '../../../web/foundation/items/item-row.tsx'
import { NewItem } from '../../../web/foundation/items/new-item.tsx'
import { ToolPage, type AtPlace, type ShownList } from '../../../web/foundation/items/tool-page.tsx'
import { send } from '../../../web/kernel/api.ts'
import { useLongList } from '../../../web/kernel/long-list.ts'
import { useKindIcon } from '../../../web/kernel/tools.ts'
import { useWords } from '../../../web/kernel/words.ts'
import { TextArea } from '../../../web/ui/field.tsx'
import './doors.ts'
import { importWords, words } from './words.ts'

export function ShelvesPage() {
  const w = useWords(words)
  return (
    <ToolPage
      tool="shelves"
      kind="paper"
      all={w.all}
      tree={w.tree}
      lists={[{ key: 'stamps', label: w.stamps, icon: Stamp }]}
      items={(shown) => <Shelf shown={shown} />}
      newItem={{ label: w.newPaper, dialog: (at) => <NewPaper {...at} /> }}
      commands={[
        {
          label: w.importTable,
          icon: Upload,
          dialog: (at) => <TableDialog of={paperImport} {...at} />,
        },
      ]}
    />
  )
}

const paperImport: TableImportOf = {
  put: { tool: 'shelves', takes: 'paper' },
  door: '/api/spaces/{space}/boxes/{container}/papers/table',
  words: importWords,
}

/** The papers of a box or of the whole space, or all stamps. */
function Shelf({ shown }: { shown: ShownList }) {
  const w = useWords(words)
  const iconOf = useKindIcon()
  const filters = useItemFilters(['changed', 'title', 'worth'])
  const { space, container, show } = shown
  const door = show
    ? '/api/spaces/{space}/stamps'
    : container
      ? '/api/spaces/{space}/boxes/{container}/papers'
      : '/api/spaces/{space}/papers'
  const path = { space, ...(container && { container: container.id }) }
  const { query } = filters
  const list = useLongList(door as '/api/spaces/{space}/papers', { path, query })
  return (
    <ItemList
      {...{ shown, list, filters }}
      sorts={w.sorts}
      search={w.search}
      empty={w.empty}
      view={(viewed) => (
        <ItemRows
          {...viewed}
          row={(item, given) => (
            <ItemRow
              key={item.id}
              item={item}
              icon={iconOf(item)}
              second={`${w.valuedAt(item.worth)} · ${item.body}`}
              showsContainer={!container}
              {...given}
            />
          )}
        />
      )}
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
      heading={w.newPaper}
      verb={w.keep}
      titleMissing={w.titleMissing}
      own={{ body: '' }}
      fields={(form) => <TextArea {...form.text('body')} label={w.body} optional />}
      make={(container, given, { body }) =>
        send('post', '/api/spaces/{space}/boxes/{container}/papers', {
          path: { space: at.space, container },
          body: { ...given, body, worth: 0 },
        })
      }
    />
  )
}
