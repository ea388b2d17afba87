import { Type, type Static } from 'typebox'
import { authorizeItem } from '../../access/authorize.ts'
import { judgeOf } from '../../kernel/judge.ts'
import type { Versioned } from '../../kernel/tool.ts'
import { asVersion, change } from './files.ts'
import { contentOf } from './store.ts'

export const ContentPart = Type.Object({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  size: Type.Integer({ minimum: 0 }),
  type: Type.String({ maxLength: 127 }),
})
export const isContent = judgeOf<Static<typeof ContentPart>>(ContentPart)

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
