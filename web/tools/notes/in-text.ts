import type { ChainedCommands, Editor } from '@tiptap/core'

/**
 * A command from outside the text, and the focus back in it, in one step. Tiptap’s own `focus` comes a frame later: what is typed
 * until then would go to the button.
 */
export function inText(editor: Editor): ChainedCommands {
  editor.view.focus()
  return editor.chain()
}
