import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, sendFile } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { PlaceField } from '../spaces/place-field.tsx'
import type { Place } from '../spaces/places.ts'
import { FileDrop } from './file-drop.tsx'
import type { Table, TableImportOf } from './import.ts'
import { TableColumns } from './table-columns.tsx'
import { TableSummary } from './table-summary.tsx'
import { useUndoImport } from './use-import.ts'
import { words } from './words.ts'

type TableDialogProps = { of: TableImportOf; space: string; place: Place; onClose: () => void }

/**
 * Imports a table: shows its columns with a guess of what each is, and which rows will be left out and why. Nothing changes until it
 * is confirmed.
 */
export function TableDialog({ of, space, place, onClose }: TableDialogProps) {
  const w = useWords(words)
  const its = useNoun(of.put.tool, of.put.takes)
  const [to, setTo] = useState<Place | undefined>(place)
  const [file, setFile] = useState<File>()
  const [columns, setColumns] = useState<readonly string[]>()
  const table = useTable(of, { space, container: (to ?? place).id }, file, columns)
  const { run, busy } = useTableImport(of, space, onClose)
  const { data } = table
  // What was chosen counts at once; the answer to it may still be on its way.
  const filled = columns ?? data?.columns.map(({ field }) => field ?? '') ?? []
  const fitting = data?.fitting ?? 0
  const take = ([chosen]: readonly File[]) => {
    if (!chosen) return
    setFile(chosen)
    setColumns(undefined)
  }
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={fitting > 0 ? its.bring(fitting) : w.verb}
      busy={busy || table.isPlaceholderData}
      reason={!data ? w.table.chooseFirst : fitting === 0 || !to ? w.table.none : undefined}
      onAct={() => file && to && run({ container: to.id, file, columns: filled.join(',') })}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.table.title} foot={foot}>
      <PlaceField space={space} put={of.put} value={to} onChange={setTo} />
      <FileDrop
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        help={file?.name ?? w.table.help}
        onTake={take}
      />
      {table.isError && <ErrorState error={table.error} />}
      {table.isLoading && <ListSkeleton rows={4} />}
      {data && (
        <>
          <TableColumns table={data} filled={filled} onChange={setColumns} />
          <TableSummary table={data} />
        </>
      )}
    </Dialog>
  )
}

type To = { space: string; container: string }
type Query = { columns: string | undefined; dryRun: boolean }

function sendTable({ door }: TableImportOf, path: To, query: Query, file: File): Promise<Table> {
  const bytes = new Blob([file], { type: 'application/octet-stream' })
  return sendFile('post', addressOf(door, { path, query }), bytes) as Promise<Table>
}

/** How the server reads the file, with the guessed columns or those that were chosen. */
function useTable(
  of: TableImportOf,
  to: To,
  file: File | undefined,
  columns: readonly string[] | undefined,
) {
  const query = { columns: columns?.join(','), dryRun: true }
  return useQuery({
    // Not below the space: a poke does not send the file again.
    queryKey: ['import-table', to, file?.name, file?.size, file?.lastModified, query.columns],
    queryFn: () => sendTable(of, to, query, file!),
    enabled: file !== undefined,
    placeholderData: columns && keepPreviousData,
    gcTime: 0,
    retry: false,
  })
}

/** Imports the rows without a problem, says how many and offers to undo it. */
function useTableImport(of: TableImportOf, space: string, onClose: () => void) {
  const w = useWords(words)
  const its = useNoun(of.put.tool, of.put.takes)
  const format = useFormat()
  const undo = useUndoImport(space)
  const { mutate, isPending } = useAct(
    ({ container, file, columns }: { container: string; file: File; columns: string }) =>
      sendTable(of, { space, container }, { columns, dryRun: false }, file),
    {
      refresh: [[space]],
      done: ({ imported, problems, encoding }, { file }) => {
        const isGuessed = !encoding.startsWith('utf')
        const said = [
          its.brought(imported.length),
          isGuessed && w.guessed(format.list([file.name])),
        ]
        tellUndo(said.filter(Boolean).join(' '), () => undo.mutate(imported))
        const stop = problems.find(({ field }) => field === null)
        if (stop)
          tell(`${w.table.stopped(stop.line)} ${stop.detail}`, { tone: 'danger', seconds: 30 })
        onClose()
      },
    },
  )
  return { run: mutate, busy: isPending }
}
