import type { Imported, ImportOf } from '../../foundation/import/import.ts'
import { addressOf, send, sendFile } from '../../kernel/api.ts'
import { words } from './import-words.ts'

/** Markdown, from files or pasted. The server decides how a file is read, and what its title is. */
export const noteImport: ImportOf = {
  put: { tool: 'notes', takes: 'note' },
  accept: '.md,.markdown,.txt,.zip,text/markdown,text/plain,application/zip',
  words,
  bring: async (path, source) => {
    if (typeof source === 'string') {
      const body = { markdown: source, title: 'heading' as const }
      return send('post', '/api/spaces/{space}/notebooks/{container}/import', { path, body })
    }
    const door = '/api/spaces/{space}/notebooks/{container}/import-file'
    const bytes = new Blob([source], { type: 'application/octet-stream' })
    const address = addressOf(door, { path, query: { name: source.name } })
    return (await sendFile('post', address, bytes)) as Imported
  },
}
