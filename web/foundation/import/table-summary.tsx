import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { Note } from '../../ui/states.tsx'
import type { Table } from './import.ts'
import styles from './import.module.css'
import { words } from './words.ts'

/** Shown at once; the file may have thousands of them. */
const most = 20

/** How many rows can be imported, and which cannot, line by line. */
export function TableSummary({ table }: { table: Table }) {
  const w = useWords(words).table
  const format = useFormat()
  const { fields, columns, problems, rows, fitting } = table
  const filled = new Set(columns.map(({ field }) => field))
  const unmapped = fields.filter(({ name, required }) => required && !filled.has(name))
  if (unmapped.length > 0) {
    const labels = format.list(unmapped.map(({ label }) => label))
    return <Note tone="caution">{w.unmapped(labels)}</Note>
  }
  const labelOf = (name: string | null) => fields.find((field) => field.name === name)?.label ?? ''
  const shown = problems.slice(0, most)
  const others = rows - fitting - new Set(shown.map(({ line }) => line)).size
  return (
    <div role="status">
      {fitting > 0 && <p>{w.fits(fitting)}</p>}
      {fitting < rows && (
        <Note tone="caution">
          {w.fails(rows - fitting)}
          <ul className={styles.problems}>
            {shown.map(({ line, field, detail }) => (
              <li key={`${line} ${field}`}>
                {w.line(line, labelOf(field))} {detail}
              </li>
            ))}
            {others > 0 && <li>{w.more(others)}</li>}
          </ul>
        </Note>
      )}
    </div>
  )
}
