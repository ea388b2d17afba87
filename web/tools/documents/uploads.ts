import { sendFiles } from '../../foundation/files/queue.ts'
import { keyOf, send } from '../../kernel/api.ts'

/** Sends files into a folder; each becomes a file of its own. */
export function uploadTo(space: string, container: string, files: Iterable<File>): void {
  const path = { space, container }
  sendFiles(
    {
      space,
      announce: (file, ifTaken) =>
        send('post', '/api/spaces/{space}/folders/{container}/uploads', {
          path,
          body: { ...file, ifTaken },
        }),
    },
    files,
  )
}

/** Sends a new version of a file, which keeps its name. */
export function uploadVersion(space: string, file: string, content: File): void {
  const path = { space, file }
  sendFiles(
    {
      space,
      announce: (body) => send('post', '/api/spaces/{space}/files/{file}/uploads', { path, body }),
    },
    [content],
  )
}

/** Sends files to a person; `space` is where their drop folder is. */
export function sendTo(person: string, space: string, files: Iterable<File>): void {
  const path = { person }
  const refresh = keyOf('/api/me/receipts', {}).slice(0, 2)
  sendFiles(
    {
      space,
      refresh,
      announce: (body) => send('post', '/api/people/{person}/drop-folder/uploads', { path, body }),
    },
    files,
  )
}
