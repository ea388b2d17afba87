import { paths } from '../../kernel/paths.ts'

export const notePaths = {
  all: (space: string) => paths.tool(space, 'notes'),
  /** With the dialog for a new note open. */
  newNote: (space: string) => `${paths.tool(space, 'notes')}?new=note`,
  notebook: (space: string, notebook: string) => paths.container(space, 'notes', notebook),
  note: (space: string, note: string) => paths.item(space, 'notes', note),
}
