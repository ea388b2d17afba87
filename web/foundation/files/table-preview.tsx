import { useState } from 'react'
import { rowsOf } from '../../../server/kernel/csv.ts'
import { textOfFile } from '../../../server/kernel/file-text.ts'
import { readBeginning, readJson } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { useLoaded } from './loaded.ts'
import styles from './previews.module.css'
import type { PreviewProps } from './preview.tsx'
import { words } from './words.ts'

type Sheet = { name: string; rows: string[][]; more: boolean }

const most = { bytes: 1024 * 1024, rows: 1000, atOnce: 200 }

/** The first rows of a table: CSV as it is, a spreadsheet as the server read it. */
export default function TablePreview(props: PreviewProps) {
  const w = useWords(words)
  const { shownAs, url, renditions, name } = props.file
  const isCsv = shownAs === 'csv'
  const sheets = useLoaded(props, isCsv ? url : `${renditions}/table`, isCsv ? readCsv : readSheets)
  const [at, setAt] = useState(0)
  if (!sheets) return <ListSkeleton rows={8} />
  return (
    <>
      {sheets.length > 1 && (
        <div className={styles.bar}>
          <label>
            {w.sheet}{' '}
            <select value={at} onChange={(event) => setAt(Number(event.target.value))}>
              {sheets.map((sheet, number) => (
                <option key={number} value={number}>
                  {sheet.name}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <Cells key={at} sheet={sheets[at] ?? { name, rows: [], more: false }} label={name} />
    </>
  )
}

async function readCsv(url: string, signal: AbortSignal): Promise<Sheet[]> {
  const { bytes, more } = await readBeginning(url, most.bytes, signal)
  const rows = rowsOf(textOfFile(bytes)) ?? []
  const whole = more ? rows.slice(0, -1) : rows
  const shown = whole.slice(0, most.rows).map(({ cells }) => cells)
  return [{ name: '', rows: shown, more: more || whole.length > most.rows }]
}

async function readSheets(url: string, signal: AbortSignal): Promise<Sheet[]> {
  return (await readJson(url, signal)) as Sheet[]
}

function Cells({ sheet: { rows, more }, label }: { sheet: Sheet; label: string }) {
  const w = useWords(words)
  const [shown, setShown] = useState(most.atOnce)
  return (
    <>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={styles.cells}>
          <tbody>
            {rows.slice(0, shown).map((row, at) => (
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                {row.map((cell, column) => (
                  <td key={column} title={cell.length > 40 ? cell : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <Button look="quiet" small onClick={() => setShown(shown + most.atOnce)}>
          {w.loadMore}
        </Button>
      )}
      {rows.length <= shown && more && <p className="quiet small">{w.onlyBeginning}</p>}
    </>
  )
}
