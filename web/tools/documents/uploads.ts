import { sendFiles } from '../../foundation/files/queue.ts'
import type { Tree } from '../../foundation/files/folders.ts'
import { keyOf, send } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import { asProblem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'

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

/** Makes the folders of a tree below a folder, then sends its files into them; says why it cannot. */
export function useTreeUpload() {
  const { language } = useReader()
  return (space: string, container: string, given: Tree | Promise<Tree>): void => {
    sendTree(space, container, given).catch((error: unknown) =>
      tell(sayProblem(asProblem(error), language), { tone: 'danger' }),
    )
  }
}

async function sendTree(
  space: string,
  container: string,
  given: Tree | Promise<Tree>,
): Promise<void> {
  const { files, folders } = await given
  const made = new Map([['', container]])
  for (let from = 0; from < folders.length; from += pathsAtOnce) {
    const paths = folders.slice(from, from + pathsAtOnce).map((path) => [...path])
    const answer = await send('post', '/api/spaces/{space}/folders/{container}/paths', {
      path: { space, container },
      body: { paths },
    })
    paths.forEach((path, at) => made.set(path.join('/'), answer.folders[at]!))
  }
  void queries.invalidateQueries({ queryKey: [space] })
  const inside = Map.groupBy(files, ({ path }) => made.get(path.join('/'))!)
  for (const [folder, some] of inside)
    uploadTo(
      space,
      folder,
      some.map(({ file }) => file),
    )
}

/** As many paths as the server takes in one request. */
const pathsAtOnce = 500

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
