import { Check } from '../../ui/choice.tsx'
import type { Answer } from '../../kernel/doors.ts'
import { useWords } from '../../kernel/words.ts'
import field from '../../ui/field.module.css'
import styles from './notices.module.css'
import { words } from './words.ts'

type Settings = Answer<'get', '/api/me/notice-settings'>
type Family = Settings['mailed'][number]
type Level = Settings['levels'][Family]
export type Levels = Partial<Settings['levels']>

const mails = ['off', 'digest', 'at-once'] as const

type Props = {
  label: string
  levels: Settings['levels']
  mailed: readonly Family[]
  onChange: (levels: Levels) => void
}

/** A line per family of notices, in the order of the server: in the list, on devices, by mail. */
export function LevelsTable({ label, levels, mailed, onChange }: Props) {
  const w = useWords(words).choices
  return (
    <table className={styles.levels} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <span className="for-readers-only">{w.everywhere}</span>
          </th>
          <th scope="col">{w.product}</th>
          <th scope="col">{w.push}</th>
          <th scope="col">{w.mail}</th>
        </tr>
      </thead>
      <tbody>
        {(Object.entries(levels) as [Family, Level][]).map(([family, level]) => (
          <Line
            key={family}
            name={w[family]}
            level={level}
            mailed={mailed.includes(family)}
            onChange={(chosen) => onChange({ [family]: chosen })}
          />
        ))}
      </tbody>
    </table>
  )
}

type LineProps = { name: string; level: Level; mailed: boolean; onChange: (level: Level) => void }

function Line({ name, level, mailed, onChange }: LineProps) {
  const w = useWords(words).choices
  const mailNames = { off: w.off, digest: w.digest, 'at-once': w.atOnce }
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Tick
          column={w.product}
          row={name}
          checked={level.product}
          onChange={(product) => onChange({ ...level, product })}
        />
      </td>
      <td>
        <Tick
          column={w.push}
          row={name}
          checked={level.push}
          onChange={(push) => onChange({ ...level, push })}
        />
      </td>
      <td className={styles.mail}>
        <span className={styles.narrow} aria-hidden>
          {w.mail}
        </span>
        {mailed ? (
          <select
            className={`${field.input} ${field.short}`}
            aria-label={w.mailOf(name)}
            value={level.mail}
            onChange={({ target }) => onChange({ ...level, mail: target.value as Level['mail'] })}
          >
            {mails.map((mail) => (
              <option key={mail} value={mail}>
                {mailNames[mail]}
              </option>
            ))}
          </select>
        ) : (
          <span className={styles.fixed}>{w.ownLetter}</span>
        )}
      </td>
    </tr>
  )
}

type TickProps = { column: string; row: string; checked: boolean; onChange: (on: boolean) => void }

/** The name of the column is above it on a wide screen, beside it on a phone. */
function Tick({ column, row, checked, onChange }: TickProps) {
  return (
    <Check
      label={
        <>
          <span className={styles.narrow}>{column}</span>
          <span className="for-readers-only">{`: ${row}`}</span>
        </>
      }
      checked={checked}
      onChange={onChange}
    />
  )
}
