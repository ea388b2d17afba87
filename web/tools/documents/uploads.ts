import { sendFiles } from '../../foundation/files/queue.ts'
import { send } from '../../kernel/api.ts'

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
