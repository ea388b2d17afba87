/** Files with the names of the folders that they are in, and all folders, empty ones too. */
export type Tree = {
  files: readonly { path: readonly string[]; file: File }[]
  folders: readonly (readonly string[])[]
}

/** The tree that was dropped; undefined if it has no folder. Must be called while the event is handled. */
export function droppedTree(data: DataTransfer): Promise<Tree> | undefined {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  return entries.some(({ isDirectory }) => isDirectory) ? walked(entries) : undefined
}

/** The tree of a folder that was chosen in a file dialog, which gives no empty folders. */
export function chosenTree(list: Iterable<File>): Tree {
  const files = [...list].map((file) => {
    return { path: file.webkitRelativePath.split('/').slice(0, -1), file }
  })
  const folders = new Map(files.map(({ path }) => [path.join('/'), path]))
  return { files, folders: [...folders.values()].filter(({ length }) => length > 0) }
}

async function walked(top: readonly FileSystemEntry[]): Promise<Tree> {
  const files: { path: readonly string[]; file: File }[] = []
  const folders: string[][] = []
  const walk = async (entry: FileSystemEntry, path: string[]): Promise<void> => {
    if (isFile(entry)) {
      files.push({ path, file: await new Promise((take, fail) => entry.file(take, fail)) })
    } else if (isFolder(entry)) {
      const here = [...path, entry.name]
      folders.push(here)
      for (const inner of await entriesIn(entry)) await walk(inner, here)
    }
  }
  for (const entry of top) await walk(entry, [])
  return { files, folders }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** Browsers answer a hundred at a time. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((take, fail) =>
      reader.readEntries(take, fail),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}
