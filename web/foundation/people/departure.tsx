import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmByTyping } from '../../ui/confirm-by-typing.tsx'
import { Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import { words } from './departure-words.ts'
import styles from './me.module.css'

const query = load('/api/me/deletion')

/** O9: exporting one's own data, and deleting one's account. */
export function Departure() {
  const w = useWords(words)
  const departure = useQuery(query)
  return (
    <Section title={w.title}>
      <div className={styles.departure}>
        <p>{w.exportSays}</p>
        <Button icon={Download} href={addressOf('/api/me/export', {})} download>
          {w.export}
        </Button>
        {departure.data && <Going departure={departure.data} />}
      </div>
    </Section>
  )
}

type Going = NonNullable<Awaited<ReturnType<typeof query.queryFn>>>

function Going({ departure: { dueAt, mine, groups } }: { departure: Going }) {
  const w = useWords(words)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const refresh = [query.queryKey]
  const keep = useAct(() => send('delete', '/api/me/deletion'), {
    refresh,
    done: () => tell(w.kept, { tone: 'success' }),
  })
  if (dueAt)
    return (
      <>
        <Note tone="danger">{(mine ? w.due : w.dueByAdmin)(format.date(dueAt))}</Note>
        {mine && (
          <Button look="primary" busy={keep.isPending} onClick={() => keep.mutate()}>
            {w.keep}
          </Button>
        )}
      </>
    )
  return (
    <>
      <p>{w.deleteSays}</p>
      {groups.length > 0 && (
        <Note tone="caution">
          {w.groups}{' '}
          {groups.map(({ id, name }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <a href={paths.groupSettings(id)}>{name}</a>
            </span>
          ))}
        </Note>
      )}
      <Button
        look="dangerQuiet"
        reason={groups.length > 0 ? w.groups : undefined}
        onClick={() => setAsking(true)}
      >
        {w.delete}
      </Button>
      {asking && <DeleteMe onClose={() => setAsking(false)} />}
    </>
  )
}

function DeleteMe({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const { email } = useMe().person
  const ask = useAct(() => send('post', '/api/me/deletion', { body: { confirm: email } }), {
    refresh: [query.queryKey],
    done: ({ dueAt }) => {
      tell(w.asked(format.date(dueAt)))
      onClose()
    },
  })
  return (
    <ConfirmByTyping
      opened
      onClose={onClose}
      title={w.deleteTitle}
      name={email}
      verb={w.deleteVerb}
      busy={ask.isPending}
      onConfirm={() => ask.mutate()}
    >
      <p>{w.deleteWarning}</p>
    </ConfirmByTyping>
  )
}
