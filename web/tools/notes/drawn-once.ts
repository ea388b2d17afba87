import { Extension } from '@tiptap/core'

/**
 * Draws a text once. Tiptap makes the node views again when the text comes into the page, and ProseMirror draws everything again
 * because they are other functions.
 */
export const DrawnOnce = Extension.create({
  name: 'drawnOnce',
  onBeforeCreate() {
    const { extensionManager } = this.editor
    const { nodeViews } = extensionManager
    Object.defineProperty(extensionManager, 'nodeViews', { value: nodeViews })
  },
})
