import { History, Pin } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { ItemTab } from '../items/item.ts'
import type { Version, VersionedItem, ShowVersion } from './version.ts'
import { VersionDialog } from './version-dialog.tsx'
import { words } from './words.ts'

/**
 * The tab with the earlier versions of an item. `show` shows a version as the tool shows its items; without it, its plain text is
 * shown. Versions without texts are not compared.
 */
export function useVersionsTab(
  item: VersionedItem,
  show?: ShowVersion,
  { texts = true }: { texts?: boolean } = {},
): ItemTab {
  const w = useWords(words)
  const content = <Versions {...{ item, show, texts }} />
  return { name: 'versions', title: w.versions, icon: History, content }
}

type VersionsProps = { item: VersionedItem; show: ShowVersion | undefined; texts: boolean }

function Versions({ item, show, texts }: VersionsProps) {
  const w = useWords(words)
  const [number, setNumber] = useState<number>()
  const path = { space: item.space, item: item.id }
  const list = useLongList('/api/spaces/{space}/items/{item}/versions', { path })
  const shown = list.items?.find((version) => version.number === number)
  return (
    <>
      <p className="quiet small">{w.lead}</p>
      {item.may.edit && <NameVersion item={item} />}
      {list.isPending && <ListSkeleton rows={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {list.items && list.items.length > 0 && (
        <List label={w.all} {...list.more}>
          {list.items.map((version) => (
            <VersionRow
              key={version.number}
              {...{ version, texts }}
              onOpen={() => setNumber(version.number)}
            />
          ))}
        </List>
      )}
      {list.items && shown && (
        <VersionDialog
          item={item}
          version={shown}
          all={list.items}
          onMore={list.more.onMore}
          {...{ show, texts }}
          onClose={() => setNumber(undefined)}
        />
      )}
    </>
  )
}

type VersionRowProps = { version: Version; texts: boolean; onOpen: () => void }

function VersionRow({ version, texts, onOpen }: VersionRowProps) {
  const w = useWords(words)
  const format = useFormat()
  const { at, authors, label, kept, why, words: count } = version
  const by = w.by(w.why[why], format.list(authors.map(fullName)))
  return (
    <Row
      onOpen={onOpen}
      title={
        <>
          {label || format.dateTime(at)} {kept && <Badge icon={Pin}>{w.kept}</Badge>}
        </>
      }
      second={[label && format.dateTime(at), by, texts && w.words(count)]
        .filter(Boolean)
        .join(' · ')}
    />
  )
}

function NameVersion({ item }: { item: VersionedItem }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const name = useAct(
    (label: string) =>
      send('post', '/api/spaces/{space}/items/{item}/versions', {
        path: { space: item.space, item: item.id },
        body: { label },
      }),
    { refresh: [[item.space]] },
  )
  const form = useForm({
    first: { label: '' },
    check: ({ label }) => ({ ...(!label.trim() && { label: w.nameHelp }) }),
    send: ({ label }) => name.mutateAsync(label.trim()),
    done: ({ label }) => {
      tell(w.named(label.trim()), { tone: 'success' })
      close()
    },
  })
  return (
    <div>
      <Button small onClick={() => setOpen(true)}>
        {w.nameNow}
      </Button>
      <Dialog opened={open} onClose={close} title={w.nameNow} width="narrow">
        <Form form={form} verb={w.nameIt}>
          <TextField
            {...form.text('label')}
            label={w.name}
            help={w.nameHelp}
            maxLength={100}
            data-autofocus
          />
        </Form>
      </Dialog>
    </div>
  )
}
