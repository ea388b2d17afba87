import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { fieldsIn } from '../../../server/tools/notes/template-fields.ts'

const key = new PluginKey<DecorationSet>('fieldMarks')

/** Marks the fields of a template, and those that nobody has filled in a note made from it. */
export const FieldMarks = Extension.create({
  name: 'fieldMarks',
  addProseMirrorPlugins() {
    // Blocks that did not change are not read again.
    const known = new WeakMap<Node, ReturnType<typeof fieldsIn>>()
    const marksIn = (doc: Node): DecorationSet => {
      const marks: Decoration[] = []
      doc.descendants((node, place) => {
        if (!node.isText) return true
        let fields = known.get(node)
        if (!fields) known.set(node, (fields = fieldsIn(node.text ?? '')))
        for (const { from, to } of fields)
          marks.push(Decoration.inline(place + from, place + to, { 'data-template-field': '' }))
        return false
      })
      return DecorationSet.create(doc, marks)
    }
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, { doc }) => marksIn(doc),
          apply: (tr, before) => (tr.docChanged ? marksIn(tr.doc) : before),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ]
  },
})
