import { useQuery } from '@tanstack/react-query'
import { EditItem } from '../../../web/foundation/items/edit-item.tsx'
import type { ItemContentProps, ItemPageOf } from '../../../web/foundation/items/item.ts'
import { ItemPage } from '../../../web/foundation/items/item-page.tsx'
import { useVersionsTab } from '../../../web/foundation/versions/versions.tsx'
import { load, send } from '../../../web/kernel/api.ts'
import { useParam } from '../../../web/kernel/navigation.ts'
import { useWords } from '../../../web/kernel/words.ts'
import { TextArea } from '../../../web/ui/field.tsx'
import type { Shelved } from './doors.ts'
import { words } from './words.ts'

/** Keeps the text and the worth of an item, or its new title. */
function change({ space, id, kind, body, worth }: Shelved, changed: Partial<Shelved>) {
  const sent = { body, worth, ...changed }
  return kind === 'stamp'
    ? send('put', '/api/spaces/{space}/stamps/{stamp}', { path: { space, stamp: id }, body: sent })
    : send('put', '/api/spaces/{space}/papers/{paper}', { path: { space, paper: id }, body: sent })
}

const paperPage: ItemPageOf<Shelved> = {
  tool: 'shelves',
  kind: 'paper',
  load: (space, paper) => load('/api/spaces/{space}/papers/{paper}', { path: { space, paper } }),
  rename: (item, title) => change(item, { title }),
  Content: Text,
  useParts: useVersions,
}

const stampPage: ItemPageOf<Shelved> = {
  ...paperPage,
  kind: 'stamp',
  load: (space, stamp) => load('/api/spaces/{space}/stamps/{stamp}', { path: { space, stamp } }),
}

/** Both kinds have one address; what the spine knows of an item says which it is. */
export function ShelvedPage() {
  const [space, id] = [useParam('space'), useParam('item')]
  const known = useQuery(load('/api/spaces/{space}/items/{item}', { path: { space, item: id } }))
  if (known.isPending) return null
  const of = known.data?.kind === 'stamp' ? stampPage : paperPage
  return <ItemPage of={of} />
}

function Text({ item, mayEdit }: ItemContentProps<Shelved>) {
  const w = useWords(words)
  const { body } = item
  return (
    <>
      <p data-item-text>{body}</p>
      {mayEdit && (
        <EditItem
          item={item}
          own={{ body }}
          fields={(form) => <TextArea {...form.text('body')} label={w.body} />}
          save={(own) => change(item, own)}
        />
      )}
    </>
  )
}

function useVersions(item: Shelved) {
  const versions = useVersionsTab(item, ({ content }) => <p>{(content as Shelved).body}</p>)
  return { tabs: [versions] }
}
