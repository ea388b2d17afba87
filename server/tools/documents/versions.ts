import { authorizeItem } from '../../access/authorize.ts'
import type { Versioned } from '../../kernel/tool.ts'
import { asVersion, change } from './files.ts'
import { isContent } from './schema.ts'
import { contentOf } from './store.ts'

/** Versions of a file: its content by hash. The bytes stay among the files of the item as long as a version names them. */
export const fileVersions: Versioned = {
  present: async (ctx, of) => asVersion(await contentOf(ctx, of)),
  restoring: async (_, of, content) => {
    if (!isContent(content)) throw new Error(`a version of ${of.item} is no content of a file`)
    return {
      ...asVersion(content),
      write: async (inside) =>
        change(inside, await authorizeItem(inside, 'edit', of.space, of.item), content),
    }
  },
  arriving: async (_, content, _to, origin) =>
    isContent(content) && origin.file(content.sha256) ? asVersion(content) : undefined,
}
