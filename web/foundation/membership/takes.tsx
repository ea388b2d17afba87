import { CircleAlert, CircleCheck } from 'lucide-react'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import styles from './membership.module.css'
import { words } from './over-time-words.ts'

type Take = Answer<'get', '/api/groups/{group}/hand-over/{person}'>['takes'][number]

/** O7, M1: the needed and the available amounts, even where they suffice, shown by words and an icon. */
export function Takes({ takes }: { takes: Take[] }) {
  const w = useWords(words).takes
  const format = useFormat()
  return (
    <dl className={styles.takes} aria-label={w.title}>
      {takes.map(({ limit, needed, available, falls }) => {
        const say = limit === 'storage' ? format.size : format.number
        const Icon = falls ? CircleAlert : CircleCheck
        return (
          <div key={limit} className={falls ? styles.takesShort : undefined}>
            <dt>{w[limit]}</dt>
            <dd>
              {available === null
                ? w.free(say(needed))
                : available === 0
                  ? w.none(say(needed))
                  : w.of(say(needed), say(available))}
            </dd>
            <dd>
              <Icon size={16} aria-hidden /> <span>{falls ? w.short : w.enough}</span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
