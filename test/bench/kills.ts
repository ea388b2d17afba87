import { killUnderLoad } from '../faults/kills.ts'
import { valueRow, type Row } from './measure.ts'

/** Writes that were acknowledged and are gone, after 50 kills of the server or of PostgreSQL under load. */
export async function killsRows(quick: boolean): Promise<Row[]> {
  const outcome = await killUnderLoad(quick ? 6 : 50)
  const { kills, acknowledged, edits, lost, unexpected, torn } = outcome
  const wrong = lost.length + unexpected.length + torn
  const name = `acknowledged writes lost over ${kills} kills (of ${acknowledged} notes and ${edits} live edits), answers that should not be, torn logs`
  return [valueRow(name, '', { value: wrong }, { atMost: 0 })]
}
