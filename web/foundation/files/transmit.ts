import type { QueryKey } from '@tanstack/react-query'
import { addressOf, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { asProblem } from '../../kernel/problem.ts'
import { upload } from '../../kernel/upload.ts'

/** What a file is sent to: an item or comment that it is attached to, or a door of a tool that makes something of it. */
export type Target = { space: string } & (
  | { item: string; comment?: string | undefined }
  | {
      announce: (file: Announced, ifTaken: IfTaken) => Promise<State>
      /** Answers of other spaces that it changes. */
      refresh?: QueryKey
    }
)

/** What to do where a file of this name is there already. */
export type IfTaken = 'refuse' | 'keep-both' | 'new-version'

type Announced = { name: string; size: number; type: string }
type State = Answer<'get', '/api/spaces/{space}/uploads/{upload}'>
type Progress = { signal: AbortSignal; onProgress: (sent: number) => void }

/** Announces the file: the server refuses it immediately when it is too large. */
export function begin(target: Target, file: File, ifTaken: IfTaken): Promise<State> {
  const body = { name: nameOf(file), size: file.size, type: file.type.slice(0, 127) }
  if ('announce' in target) return target.announce(body, ifTaken)
  const { space, item, comment } = target
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

/** Whether the file has become what it was sent for. */
export function isComplete({ attachment, item, receipt }: State): boolean {
  return attachment !== null || item !== null || receipt !== null
}

/** Bytes in one request: many proxies take no more than 100 MB. */
const largestPart = 64_000_000

/** Sends the next bytes, as many as fit into one request. */
export function sendPart(
  space: string,
  { id, received }: State,
  file: File,
  { signal, onProgress }: Progress,
): Promise<State> {
  const address = addressOf('/api/spaces/{space}/uploads/{upload}', {
    path: { space, upload: id },
    query: { from: received },
  })
  return upload(address, file.slice(received, received + largestPart), {
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
