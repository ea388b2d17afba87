import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { cut, tidyText } from '../../../server/kernel/plain-text.ts'
import type { Passage } from '../comments/passages.ts'

// Passages of a text that several people write. Yjs anchors their ends to the letters beside them; an editor that splits or
// retypes a block writes its letters again, and then the quoted words tell where the passage is, if they are there only once.

export type Anchored = { id: string; passage: Passage }
type Range = { from: number; to: number }
type State = {
  given: readonly Anchored[]
  found: ReadonlyMap<string, Range>
  marks: DecorationSet
}

const key = new PluginKey<State>('passages')
const longestQuote = 300

/** Marks passages, and lets them follow the edits of everybody. */
export const Passages = Extension.create({
  name: 'passages',
  addProseMirrorPlugins: () => [
    new Plugin<State>({
      key,
      state: {
        init: (_, state) => located(state, []),
        apply(tr, before, _old, state) {
          const given = tr.getMeta(key) as readonly Anchored[] | undefined
          if (given) return located(state, given)
          if (!tr.docChanged || before.given.length === 0) return before
          return tr.getMeta(ySyncPluginKey)
            ? located(state, before.given)
            : mapped(before, tr, state)
        },
      },
      props: { decorations: (state) => key.getState(state)?.marks },
    }),
  ],
})

export function showPassages(editor: Editor, given: readonly Anchored[]): void {
  const before = key.getState(editor.state)?.given
  if (editor.isDestroyed || !before || idsOf(before) === idsOf(given)) return
  editor.view.dispatch(editor.state.tr.setMeta(key, given))
}

function idsOf(given: readonly Anchored[]): string {
  return given.map(({ id }) => id).join()
}

/** The ids of the passages that are still in the text. */
export function passagesFound(editor: Editor): string[] {
  return [...(key.getState(editor.state)?.found.keys() ?? [])]
}

/** Selects a passage, and scrolls to it. */
export function goToPassage(editor: Editor, id: string): void {
  if (editor.isDestroyed) return
  const { state, view } = editor
  const range = key.getState(state)?.found.get(id)
  if (!range) return
  view.dom.focus({ preventScroll: true })
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, range.from, range.to)))
  const { node } = view.domAtPos(range.from)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}

/** The passage that is selected on the page; a reader's editor does not follow the selection. */
export function selectedPassage(editor: Editor, field: string): Passage | undefined {
  const selection = getSelection()
  const { view, state } = editor
  if (
    !selection ||
    selection.isCollapsed ||
    editor.isDestroyed ||
    !view.dom.contains(selection.anchorNode)
  )
    return
  if (!view.dom.contains(selection.focusNode)) return
  const ends = selection.getRangeAt(0)
  const from = view.posAtDOM(ends.startContainer, ends.startOffset)
  const to = view.posAtDOM(ends.endContainer, ends.endOffset)
  const quote = cut(tidyText(wordsOf(state.doc, from, to).text), longestQuote)
  const y = syncOf(state)
  if (!y || quote.trim() === '') return
  const encoded = (at: number) => {
    const position = absolutePositionToRelativePosition(at, y.type, y.binding.mapping) as never
    const coded = btoa(String.fromCharCode(...Y.encodeRelativePosition(position)))
    return coded.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  }
  return { field, from: encoded(from), to: encoded(to), quote }
}

type Sync = { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: never } | null }

function syncOf(state: EditorState) {
  const y = ySyncPluginKey.getState(state) as Sync | undefined
  return y?.binding ? { ...y, binding: y.binding } : undefined
}

function located(state: EditorState, given: readonly Anchored[]): State {
  const found = new Map<string, Range>()
  for (const { id, passage } of given) {
    const range = rangeOf(state, passage)
    if (range) found.set(id, range)
  }
  return { given, found, marks: marksOf(state.doc, found) }
}

/** The editor knows better than the anchors where its own edits moved a passage. */
function mapped(
  { given, found }: State,
  { mapping }: EditorState['tr'],
  { doc }: EditorState,
): State {
  const moved = new Map<string, Range>()
  for (const [id, range] of found) {
    const [from, to] = [mapping.map(range.from, 1), mapping.map(range.to, -1)]
    if (from < to) moved.set(id, { from, to })
  }
  return { given, found: moved, marks: marksOf(doc, moved) }
}

function marksOf(doc: Node, found: ReadonlyMap<string, Range>): DecorationSet {
  const marks = [...found].map(([id, { from, to }]) =>
    Decoration.inline(from, to, { 'data-passage': id }),
  )
  return DecorationSet.create(doc, marks)
}

function rangeOf(state: EditorState, { from, to, quote }: Passage): Range | undefined {
  const [start, end] = [placeOf(state, from), placeOf(state, to)]
  const anchored =
    start !== undefined && end !== undefined && start < end ? { from: start, to: end } : undefined
  const words = anchored && wordsOf(state.doc, anchored.from, anchored.to).text
  if (words && tidyText(words).startsWith(quote)) return anchored
  return quoted(state.doc, quote) ?? anchored
}

function placeOf(state: EditorState, encoded: string): number | undefined {
  const y = syncOf(state)
  if (!y) return undefined
  try {
    const bytes = Uint8Array.from(
      atob(encoded.replaceAll('-', '+').replaceAll('_', '/')),
      (letter) => letter.charCodeAt(0),
    )
    const position = Y.decodeRelativePosition(bytes)
    const place = Y.createAbsolutePositionFromRelativePosition(position, y.doc)
    if (!place || isDeleted(place.type)) return undefined
    const at = relativePositionToAbsolutePosition(y.doc, y.type, position, y.binding.mapping)
    return at === null || at > state.doc.content.size ? undefined : at
  } catch {
    return undefined // not a position of this text
  }
}

function isDeleted(type: Y.AbstractType<unknown>): boolean {
  for (let inside: Y.AbstractType<unknown> | null = type; inside?._item;) {
    if (inside._item.deleted) return true
    inside = inside._item.parent as Y.AbstractType<unknown>
  }
  return false
}

function quoted(doc: Node, quote: string): Range | undefined {
  const { text, placeAt } = wordsOf(doc, 0, doc.content.size)
  const at = text.indexOf(quote)
  if (at < 0 || at !== text.lastIndexOf(quote)) return undefined
  return { from: placeAt(at), to: placeAt(at + quote.length - 1) + 1 }
}

/** The words between two places, with a line break where a block begins, and the place of each letter. */
function wordsOf(doc: Node, from: number, to: number) {
  const parts: { at: number; place: number }[] = []
  let text = ''
  const add = (words: string, place: number) => {
    parts.push({ at: text.length, place })
    text += words
  }
  doc.nodesBetween(from, to, (node, place) => {
    if (node.isText) {
      const start = Math.max(from, place)
      add(node.text!.slice(start - place, to - place), start)
    } else if (node.isTextblock && place >= from) add('\n', place)
    else if (node.isLeaf) add('\uFFFC', place)
  })
  const placeAt = (index: number) => {
    const part = parts.findLast(({ at }) => at <= index)
    return part ? part.place + index - part.at : from
  }
  return { text, placeAt }
}
