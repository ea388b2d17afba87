import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

/** Characters around a place by which it is recognized. */
const around = 24

/**
 * Keeps the caret between the same words when somebody else changes the text. Yjs anchors a place to the letter beside it; a
 * paragraph that is split is written again, and the caret would stay with the deleted letters.
 */
export const CaretStays = Extension.create({
  name: 'caretStays',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: { handleDOMEvents: { blur: readCaret } },
      appendTransaction(transactions, before, now) {
        const isOthers = transactions.some((each) => {
          const meta = each.getMeta(ySyncPluginKey) as
            | { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean }
            | undefined
          return meta?.isChangeOrigin && !meta.isUndoRedoOperation
        })
        if (!isOthers || !(before.selection instanceof TextSelection)) return null
        const [anchor, head] = (['anchor', 'head'] as const).map((end) =>
          nearest(before.doc, before.selection[end], now.doc, now.selection[end]),
        ) as [number, number]
        if (anchor === now.selection.anchor && head === now.selection.head) return null
        const selection = TextSelection.between(now.doc.resolve(anchor), now.doc.resolve(head))
        return now.tr.setSelection(selection).setMeta('addToHistory', false)
      },
    }),
  ],
})

/**
 * Takes over the caret from the page before the text loses the focus. The browser tells that a key moved the caret only
 * afterwards, and ProseMirror ignores it then: a dialog opened at once would insert at the former place.
 */
function readCaret(view: EditorView): boolean {
  const found = getSelection()
  const { selection } = view.state
  if (view.composing || !(selection instanceof TextSelection)) return false
  if (!found?.anchorNode || !found.focusNode) return false
  if (!view.dom.contains(found.anchorNode) || !view.dom.contains(found.focusNode)) return false
  const anchor = view.posAtDOM(found.anchorNode, found.anchorOffset)
  const head = view.posAtDOM(found.focusNode, found.focusOffset)
  if (anchor === selection.anchor && head === selection.head) return false
  const { doc, tr } = view.state
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))))
  return false
}

/** Maps a place in `before` to `after`, as far as the unchanged parts tell. */
export function followed(before: Node, after: Node, place: number): number {
  const start = before.content.findDiffStart(after.content)
  const end = before.content.findDiffEnd(after.content)
  if (start === null || end === null || place <= start) return Math.min(place, after.content.size)
  if (place >= end.a) return place + end.b - end.a
  return Math.min(Math.max(start, place + end.b - end.a), after.content.size)
}

/**
 * Of the place that Yjs found and the one that the unchanged text suggests, returns the one with more of the same words
 * around it.
 */
function nearest(before: Node, place: number, after: Node, found: number): number {
  const told = followed(before, after, place)
  const words = wordsAt(before, place)
  return likeness(words, wordsAt(after, told)) > likeness(words, wordsAt(after, found))
    ? told
    : found
}

function wordsAt(doc: Node, place: number): [string, string] {
  const { parent, parentOffset } = doc.resolve(place)
  const text = (from: number, to: number) => parent.textBetween(from, to, '\u0000', '\u0000')
  return [
    text(Math.max(0, parentOffset - around), parentOffset),
    text(parentOffset, Math.min(parent.content.size, parentOffset + around)),
  ]
}

function likeness(one: [string, string], other: [string, string]): number {
  let same = 0
  while (same < one[0].length && one[0].at(-1 - same) === other[0].at(-1 - same)) same++
  let after = 0
  while (after < one[1].length && one[1][after] === other[1][after]) after++
  return same + after
}
