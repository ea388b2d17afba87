import type { ReactNode } from 'react'
import { eventWords, record, sayOf, type Act } from '../../kernel/events.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import styles from './history.module.css'
import { useSetting } from './setting-values.ts'
import { words } from './words.ts'

type ActLineProps = {
  act: Act
  /** True where lines of several groups are shown together. */
  withGroup?: boolean
}

/** A sentence about somebody else's act follows their name; a sentence about a person's own act already names them. */
export function ActLine({ act, withGroup }: ActLineProps) {
  const w = useWords(words)
  const format = useFormat()
  const { own, text: sentence } = useTold(act)
  const actor = act.actor ? fullName(act.actor) : act.address ? w.somebody : w.system
  return (
    <li className={styles.line}>
      {act.actor ? <Avatar person={act.actor} /> : <span />}
      <div>
        {withGroup && act.group && (
          <a className={styles.group} href={paths.groupAbout(act.group.id)}>
            {act.group.name}
          </a>
        )}
        <p>
          {!own && <strong>{actor} </strong>}
          {sentence}
        </p>
        <Changes act={act} />
        <Details act={act} />
      </div>
      <time dateTime={act.at}>{format.dateTime(act.at)}</time>
    </li>
  )
}

/** Whether the sentence has its own subject, and the sentence. */
function useTold(act: Act): { own: boolean; text: string } {
  const w = useWords(words)
  const { language } = useReader()
  const told = eventWords(act.kind)?.history
  const say = sayOf(act.detail)
  if (!told)
    return { own: false, text: w.unknown(act.kind.replace('.', ': ').replaceAll('-', ' ')) }
  const { own = false, [language]: sentence } = told
  return {
    own: typeof own === 'function' ? own(say) : own,
    text: typeof sentence === 'string' ? sentence : sentence(say, act),
  }
}

/** For settings, each with its old and new value; for rights, each person with theirs; for a refusal, its reason. */
function Changes({ act }: { act: Act }) {
  const w = useWords(words)
  const setting = useSetting()
  const format = useFormat()
  const { language } = useReader()
  const { kind, detail } = act
  const say = sayOf(detail)
  const told = eventWords(kind)
  const names: Partial<Record<string, string>> = w.fields
  const fields = Object.entries(record(detail['fields'])).map(([field, change]) => {
    const { from, to } = record(change)
    return w.changed(names[field] ?? field, setting(field, from), setting(field, to))
  })
  const day = (field: string, told: (day: string) => string) =>
    say(field) ? [told(format.date(say(field)))] : []
  const ends = 'until' in detail && !say('until') ? [w.withoutEnd] : day('until', w.until)
  const dates = told?.dates
    ? [
        ...day('from', w.memberFrom),
        ...day('roleFrom', w.roleFrom),
        ...ends,
        ...day('roleUntil', w.roleUntil),
      ]
    : []
  const reason = say('reason')
  const more = told?.lines?.[language](act) ?? []
  const lines = [...(reason ? [reason] : []), ...dates, ...fields, ...more]
  if (lines.length === 0) return null
  return (
    <ul className={styles.changes}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** The network address and the stored line, shown on request. */
function Details({ act }: { act: Act }): ReactNode {
  const w = useWords(words)
  const format = useFormat()
  return (
    <details className={styles.details}>
      <summary>{w.details}</summary>
      <dl>
        <dt>{w.address}</dt>
        <dd>{act.address ?? w.noAddress}</dd>
        <dt>{w.kind}</dt>
        <dd>
          <code>{act.kind}</code>
        </dd>
        <dt>{w.place}</dt>
        <dd>{format.number(act.seq)}</dd>
      </dl>
    </details>
  )
}
