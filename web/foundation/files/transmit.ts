import { addressOf, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { asProblem } from '../../kernel/problem.ts'
import { upload } from '../../kernel/upload.ts'

/** The item or comment that a file is attached to. */
export type Target = { space: string; item: string; comment?: string | undefined }

type State = Answer<'get', '/api/spaces/{space}/uploads/{upload}'>
type Progress = { signal: AbortSignal; onProgress: (sent: number) => void }

/** Announces the file: the server refuses it immediately when it is too large. */
export function begin({ space, item, comment }: Target, file: File): Promise<State> {
  const body = { name: nameOf(file), size: file.size, type: file.type.slice(0, 127) }
  return comment
    ? send('post', '/api/spaces/{space}/items/{item}/comments/{comment}/uploads', {
        path: { space, item, comment },
        body,
      })
    : send('post', '/api/spaces/{space}/items/{item}/uploads', { path: { space, item }, body })
}

/** The server's position in bytes; undefined when the server no longer has the upload. */
export async function stateOf(space: string, upload: string): Promise<State | undefined> {
  try {
    return await send('get', '/api/spaces/{space}/uploads/{upload}', { path: { space, upload } })
  } catch (error) {
    if (asProblem(error).status === 404) return undefined
    throw error
  }
}

/** Sends the remaining bytes in one request. */
export function sendRest(
  space: string,
  { id, received }: State,
  file: File,
  { signal, onProgress }: Progress,
): Promise<State> {
  const address = addressOf('/api/spaces/{space}/uploads/{upload}', {
    path: { space, upload: id },
    query: { from: received },
  })
  return upload(address, file.slice(received), {
    method: 'PUT',
    type: 'application/octet-stream',
    signal,
    onProgress: (sent) => onProgress(received + sent),
  })
}

export function letGo(space: string, upload: string): void {
  send('delete', '/api/spaces/{space}/uploads/{upload}', { path: { space, upload } }).catch(
    () => undefined, // the server deletes it after a day
  )
}

/** The name, shortened to the length that the server allows without losing its ending. */
function nameOf({ name }: File): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]{1,8})?$/s.exec(name) ?? []
  return (stem.slice(0, 250 - ending.length) + ending).trim() || 'file'
}
