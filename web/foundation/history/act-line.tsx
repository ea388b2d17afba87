import type { ReactNode } from 'react'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { type Act, record, text } from './act.ts'
import styles from './history.module.css'
import { useRights } from './rights.ts'
import { useSetting } from './setting-values.ts'
import { useTold } from './told.ts'
import { words } from './words.ts'

type ActLineProps = {
  act: Act
  /** Where lines of many groups stand together. */
  withGroup?: boolean
}

/** What somebody else did is told after their name; what a person did themselves names them already. */
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

const datedKinds = [
  'member.dates-changed',
  'member.renewed',
  'member.kept-out',
  'member.seat-asked',
  'member.hand-over-offered',
]

/** Of changed settings each with before and after; of rights who has which; of a refusal its reason. */
function Changes({ act }: { act: Act }) {
  const w = useWords(words)
  const setting = useSetting()
  const format = useFormat()
  const rights = useRights(act)
  const { kind, detail } = act
  const say = text(detail)
  const names: Partial<Record<string, string>> = w.fields
  const fields = Object.entries(record(detail['fields'])).map(([field, change]) => {
    const { from, to } = record(change)
    return w.changed(names[field] ?? field, setting(field, from), setting(field, to))
  })
  const starts =
    kind === 'member.joined' && say('from') ? [w.memberFrom(format.date(say('from')))] : []
  const dates = datedKinds.includes(kind)
    ? [
        ...(say('from') ? [w.memberFrom(format.date(say('from')))] : []),
        ...(say('roleFrom') ? [w.roleFrom(format.date(say('roleFrom')))] : []),
        say('until') ? w.until(format.date(say('until'))) : w.withoutEnd,
        ...(say('roleUntil') ? [w.roleUntil(format.date(say('roleUntil')))] : []),
      ]
    : []
  const reason = say('reason')
  const lines = [...(reason ? [reason] : []), ...starts, ...dates, ...fields, ...rights.lines()]
  if (lines.length === 0) return null
  return (
    <ul className={styles.changes}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** From where, and the line as it is kept: for whoever asks. */
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
