import { useWords } from '../../kernel/words.ts'
import { SelectField } from '../../ui/field.tsx'
import type { Table } from './import.ts'
import styles from './import.module.css'
import { words } from './words.ts'

type TableColumnsProps = {
  table: Table
  /** The field of each column; empty for one that is not imported. */
  filled: readonly string[]
  onChange: (filled: readonly string[]) => void
}

/** Each column of a file with its first values, and the field that it fills. */
export function TableColumns({ table, filled, onChange }: TableColumnsProps) {
  const { fields, columns } = table
  const w = useWords(words).table
  const options = [
    { value: '', label: w.leaveOut },
    ...fields.map(({ name, label, required }) => ({
      value: name,
      label: required ? w.required(label) : label,
    })),
  ]
  /** A field that another column filled moves to this one. */
  const choose = (at: number, field: string) =>
    onChange(filled.map((other, place) => (place === at ? field : other === field ? '' : other)))
  return (
    <fieldset className={styles.columns}>
      <legend>{w.columns}</legend>
      {columns.map(({ title, first }, at) => (
        <SelectField
          key={at}
          name={`column-${at}`}
          label={title || `${at + 1}`}
          help={helpOf(first, w)}
          value={filled[at] ?? ''}
          onChange={(chosen) => choose(at, chosen)}
          options={options}
        />
      ))}
    </fieldset>
  )
}

function helpOf(first: readonly string[], w: (typeof words)['en']['table']): string {
  const values = first.filter(Boolean)
  return values.length > 0 ? w.first(values.join(' · ')) : w.noValues
}
