import { Upload } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import type { ToolCommand } from '../items/tool-page.tsx'
import type { TableImportOf } from './import.ts'
import { TableDialog } from './table-dialog.tsx'
import { words } from './words.ts'

/** The command of a tool’s page that imports a table. */
export function useTableCommand(of: TableImportOf): ToolCommand {
  const w = useWords(words).table
  return { label: w.command, icon: Upload, dialog: (at) => <TableDialog of={of} {...at} /> }
}
