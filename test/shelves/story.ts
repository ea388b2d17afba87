import * as Y from 'yjs'
import { insertText, storedText } from '../../server/foundation/live-text/texts.ts'
import type { PublicContext } from '../../server/kernel/context.ts'
import type { ItemKey, LiveText } from '../../server/kernel/tool.ts'

/** The live text of a paper, under the name that the live clients of the tests open unless told otherwise. */
const field = 'text'

export const texts: Record<string, LiveText> = {
  [field]: {
    root: 'default',
    most: { bytes: 100_000, depth: 2 },
    digest: async (_owner, state) => linesOf([state]),
    async settled(ctx, of, digest) {
      await ctx.db.run({
        name: 'settle-story',
        text: 'update shelf_paper set story = $3 where space_id = $1 and item_id = $2',
        values: [of.space, of.item, digest],
      })
      return false
    },
  },
}

/** Makes the text of a new or imported paper. */
export async function insertStory(
  ctx: PublicContext,
  { space, item }: ItemKey,
  story: string,
): Promise<void> {
  const doc = new Y.Doc()
  for (const line of story.split('\n').filter(Boolean)) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(line)])
    doc.getXmlFragment('default').push([paragraph])
  }
  await insertText(ctx, { space, item, field }, Y.encodeStateAsUpdate(doc))
}

/** What has been written up to now, be it merged or not. */
export async function storyOf(ctx: PublicContext, { space, item }: ItemKey): Promise<string> {
  const stored = await storedText(ctx.db, { space, item, field })
  return stored ? linesOf([stored.state, ...stored.updates.map(({ bytes }) => bytes)]) : ''
}

function linesOf(states: Uint8Array[]): string {
  const doc = new Y.Doc()
  for (const state of states) Y.applyUpdate(doc, state)
  const lines = doc.getXmlFragment('default').toArray() as Y.XmlElement[]
  return lines.map((line) => line.toArray().join('')).join('\n')
}
