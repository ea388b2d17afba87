import { findPlaces } from '../../foundation/spaces/places.ts'
import { send } from '../../kernel/api.ts'
import { notePaths } from './note-paths.ts'

/** Makes a note of a text; returns its address. */
export async function keepWords(space: string, title: string, text: string): Promise<string> {
  const { items } = await findPlaces(space, { tool: 'notes', takes: 'note' })
  const container = items[0]!.id
  const note = await send('post', '/api/spaces/{space}/notebooks/{container}/notes', {
    path: { space, container },
    body: { title, markdown: asMarkdown(text) },
  })
  return notePaths.note(space, note.id)
}

/** Escapes the text: anything in it that looks like Markdown is not meant as such. */
function asMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|>~<&:=]/g, String.raw`\$&`).replaceAll('\n', '\n\n')
}
