import { useQuery } from '@tanstack/react-query'
import { UsersRound } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/states.tsx'
import { words } from './consent-words.ts'
import styles from './membership.module.css'

const mine = '/api/me/nesting-consents'

/** G9: groups that wait for my consent because a group of mine is inside them; on Home. */
export function AskedConsents() {
  const asked = useQuery(load(mine))
  const items = (asked.data?.items ?? []).filter(({ answer }) => answer === null)
  return items.map(({ id, name, through }) => (
    <ConsentNote key={id} id={id} name={name} through={through} declined={false} />
  ))
}

type ConsentNoteProps = {
  id: string
  name: string
  through: readonly { name: string }[]
  declined: boolean
}

/** The question, or a way to change one's mind after declining. */
export function ConsentNote({ id, name, through, declined }: ConsentNoteProps) {
  const w = useWords(words)
  const format = useFormat()
  const go = useGo()
  const path = { group: id }
  const refresh = [[id], keyOf(mine, {}), sessionQuery.queryKey]
  const accept = useAct(() => send('post', '/api/groups/{group}/nesting-consent', { path }), {
    refresh,
    done: () => {
      tell(w.accepted(name), { tone: 'success' })
      void queries
        .invalidateQueries({ queryKey: sessionQuery.queryKey })
        .then(() => go(paths.group(id)))
    },
  })
  const decline = useAct(() => send('delete', '/api/groups/{group}/nesting-consent', { path }), {
    refresh,
    done: () => tell(w.declinedNow(name)),
  })
  const groups = format.list(through.map((group) => w.quoted(group.name)))
  return (
    <section aria-label={w.title(name)}>
      <Note tone="accent" icon={UsersRound}>
        <div className={styles.asked}>
          <strong>
            <a href={paths.groupAbout(id)}>{w.title(name)}</a>
          </strong>
          <p>{declined ? w.outside(groups) : w.asked(groups)}</p>
          <div className={styles.buttons}>
            <Button look="primary" busy={accept.isPending} onClick={() => accept.mutate()}>
              {w.accept} <span className="for-readers-only">{name}</span>
            </Button>
            {!declined && (
              <Button busy={decline.isPending} onClick={() => decline.mutate()}>
                {w.decline} <span className="for-readers-only">{name}</span>
              </Button>
            )}
          </div>
        </div>
      </Note>
    </section>
  )
}
