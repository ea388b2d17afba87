import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './table.module.css'

export type Column<Line> = {
  key: string
  label: string
  cell: (line: Line) => ReactNode
  /** The sort key; without it the column cannot be sorted. */
  by?: (line: Line) => string | number
  /** The caller sorts by this column: the lines are already in order. */
  sorts?: boolean
  end?: boolean
  /** A column of actions: on a phone they are beside the name. */
  acts?: boolean
}

export type Sort = { key: string; down: boolean }

type TableProps<Line> = {
  label: string
  columns: readonly Column<Line>[]
  lines: readonly Line[]
  keyOf: (line: Line) => string
  sort?: Sort
  onSort?: (sort: Sort) => void
}

/** A sortable table with a fixed head; the first column names the line. On a phone each line is a card. */
export function Table<Line>({ label, columns, lines, keyOf, sort, onSort }: TableProps<Line>) {
  const shown = sorted(lines, columns, sort)
  return (
    // A region that scrolls sideways must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <caption className="for-readers-only">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.end ? styles.end : undefined}
                data-sorts={Boolean((column.by || column.sorts) && onSort)}
                aria-sort={sort?.key === column.key ? direction(sort) : undefined}
              >
                {(column.by || column.sorts) && onSort ? (
                  <SortButton column={column} sort={sort} onSort={onSort} />
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={keyOf(line)}>
              {columns.map((column, place) =>
                place === 0 ? (
                  <th key={column.key} scope="row">
                    {column.cell(line)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    className={column.end ? styles.end : undefined}
                    data-label={column.label}
                    data-acts={column.acts}
                  >
                    <div>{column.cell(line)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type SortButtonProps<Line> = {
  column: Column<Line>
  sort: Sort | undefined
  onSort: (sort: Sort) => void
}

function SortButton<Line>({ column, sort, onSort }: SortButtonProps<Line>) {
  const on = sort?.key === column.key
  const Icon = on ? (sort.down ? ArrowDown : ArrowUp) : ChevronsUpDown
  const next = { key: column.key, down: on ? !sort.down : false }
  return (
    <button type="button" className={styles.sort} onClick={() => onSort(next)}>
      {column.label} <Icon size={14} aria-hidden />
    </button>
  )
}

function direction(sort: Sort): 'ascending' | 'descending' {
  return sort.down ? 'descending' : 'ascending'
}

function sorted<Line>(
  lines: readonly Line[],
  columns: readonly Column<Line>[],
  sort: Sort | undefined,
): readonly Line[] {
  const by = columns.find(({ key }) => key === sort?.key)?.by
  if (!by) return lines
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const up = lines.toSorted((a, b) => compare(by(a), by(b), order))
  return sort?.down ? up.toReversed() : up
}

function compare(a: string | number, b: string | number, order: Intl.Collator): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(`${a}`, `${b}`)
}
