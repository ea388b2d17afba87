import type { ChainedCommands, Editor } from '@tiptap/core'

/**
 * Runs a command from outside the text and returns the focus to it, in one step. Tiptap’s own `focus` comes a frame later:
 * keys pressed until then would go to the button.
 */
export function inText(editor: Editor): ChainedCommands {
  editor.view.focus()
  return editor.chain()
}
