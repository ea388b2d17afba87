import { addressOf, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { asProblem, Problem, problemFrom } from '../../kernel/problem.ts'

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
  const progress = (sent: number) => onProgress(received + sent)
  return put(address, file.slice(received), { signal, onProgress: progress }) as Promise<State>
}

export function letGo(space: string, upload: string): void {
  send('delete', '/api/spaces/{space}/uploads/{upload}', { path: { space, upload } }).catch(
    () => undefined, // the server deletes it after a day
  )
}

/** Browsers report upload progress only for XMLHttpRequest. */
function put(address: string, body: Blob, { signal, onProgress }: Progress): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', address)
    request.setRequestHeader('accept-language', document.documentElement.lang)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      const told = parsed(request.responseText)
      if (request.status < 300) resolve(told)
      else reject(problemFrom(request.status, told))
    }
    request.onerror = () => reject(new Problem({ status: 0, code: 'offline', title: '' }))
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every browser names pasted pictures `image.png`. */
function nameOf({ name }: File): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]{1,8})?$/s.exec(name) ?? []
  return (stem.slice(0, 250 - ending.length) + ending).trim() || 'file'
}
