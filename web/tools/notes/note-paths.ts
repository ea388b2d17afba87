import { paths } from '../../kernel/paths.ts'

export const notePaths = {
  /** With the dialog for a new note open. */
  newNote: (space: string) => `${paths.tool(space, 'notes')}?new=note`,
  note: (space: string, note: string) => paths.item(space, 'notes', note),
}
