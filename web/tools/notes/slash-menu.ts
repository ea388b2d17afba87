import { Extension } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import { folded } from '../../../server/kernel/plain-text.ts'
import { offersOf, type Offers } from './offers.ts'
import type { WritingTool } from './writing-tools.ts'

export type SlashMenu = { offers: Offers<WritingTool>; extension: Extension }

/** Offers everything that can be inserted where a block begins with `/`; elsewhere a slash is only a letter. */
export function slashMenu(tools: () => readonly WritingTool[]): SlashMenu {
  const { offers, render } = offersOf<WritingTool>(({ command }, tool) => command(tool))
  const extension = Extension.create({
    name: 'slashMenu',
    addProseMirrorPlugins() {
      return [
        Suggestion<WritingTool, WritingTool>({
          editor: this.editor,
          pluginKey: new PluginKey('slashMenu'),
          char: '/',
          allow({ state, range }) {
            const { parent, parentOffset } = state.doc.resolve(range.from)
            return parentOffset === 0 && !parent.type.spec.code
          },
          items: ({ query }) => found(tools(), query),
          command({ editor, range, props: tool }) {
            editor.commands.deleteRange(range)
            tool.run(editor)
          },
          render,
        }),
      ]
    },
  })
  return { offers, extension }
}

/** Those of which each word that is typed begins a word. */
function found(tools: readonly WritingTool[], query: string): WritingTool[] {
  const sought = folded(query)
  return tools.filter(({ label }) =>
    folded(label)
      .split(/[ ’'-]/)
      .some((word, at, all) => all.slice(at).join('').startsWith(sought.replaceAll('-', ''))),
  )
}
