import { Extension, type Editor } from '@tiptap/core'
import { Fragment, type Node } from '@tiptap/pm/model'
import {
  Plugin,
  PluginKey,
  TextSelection,
  type EditorState,
  type Transaction,
} from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'

// Finds words in a text, and replaces them. Words are looked for as they are, never as a pattern: no input costs more than one
// walk over the text.

export type Sought = { words: string; matchCase: boolean; wholeWords: boolean }
export type Match = { from: number; to: number }

type State = {
  sought: Sought | undefined
  matches: readonly Match[]
  /** The place of the current one among the matches. */
  at: number
  marks: DecorationSet
  /** Where the words are in each block: blocks that did not change are not read again. */
  known: WeakMap<Node, readonly number[]>
}
type Step = { seek: Sought | undefined } | { to: number }

const key = new PluginKey<State>('find')
/** Matches before and after the current one that are marked. */
const marked = 300

/** Marks what is looked for, and lets it follow the edits of everybody. */
export const Finding = Extension.create({
  name: 'finding',
  addProseMirrorPlugins: () => [findPlugin()],
})

export function findPlugin(): Plugin<State> {
  return new Plugin<State>({
    key,
    state: {
      init: () => nothing,
      apply(tr, before, _old, state) {
        const step = tr.getMeta(key) as Step | undefined
        if (step && 'seek' in step) return begun(state, step.seek)
        if (step) return shown(state, before, step.to)
        if (!before.sought || !tr.docChanged) return before
        const matches = matchesIn(state.doc, before.sought, before.known)
        const from = tr.mapping.map(before.matches[before.at]?.from ?? 0, -1)
        return shown(state, { ...before, matches }, nextFrom(matches, from))
      },
    },
    props: { decorations: (state) => key.getState(state)?.marks },
  })
}

const nothing: State = {
  sought: undefined,
  matches: [],
  at: 0,
  marks: DecorationSet.empty,
  known: new WeakMap(),
}

function begun(state: EditorState, sought: Sought | undefined): State {
  if (!sought?.words) return nothing
  const known: State['known'] = new WeakMap()
  const matches = matchesIn(state.doc, sought, known)
  return shown(
    state,
    { ...nothing, sought, matches, known },
    nextFrom(matches, state.selection.from),
  )
}

/** The first match from this place on; after the last one the first. */
function nextFrom(matches: readonly Match[], place: number): number {
  return Math.max(
    0,
    matches.findIndex(({ from }) => from >= place),
  )
}

function shown({ doc }: EditorState, state: State, at: number): State {
  const near = state.matches.slice(Math.max(0, at - marked), at + marked)
  const current = state.matches[at]
  const marks = near.map((match) =>
    Decoration.inline(match.from, match.to, {
      'data-found': match === current ? 'current' : 'other',
    }),
  )
  return { ...state, at, marks: DecorationSet.create(doc, marks) }
}

/** Every place in a document where the words are; they never overlap. */
export function matchesIn(doc: Node, sought: Sought, known: State['known']): Match[] {
  const matches: Match[] = []
  doc.descendants((node, place) => {
    if (!node.isTextblock) return true
    let offsets = known.get(node)
    if (!offsets) known.set(node, (offsets = offsetsIn(textOf(node), sought)))
    for (const offset of offsets) {
      const from = place + 1 + offset
      matches.push({ from, to: from + sought.words.length })
    }
    return false
  })
  return matches
}

/** The letters of a block, each at the offset that it has in the document. */
function textOf(block: Node): string {
  let text = ''
  block.forEach((inner) => (text += inner.isText ? inner.text! : '\uFFFC'.repeat(inner.nodeSize)))
  return text
}

function offsetsIn(text: string, { words, matchCase, wholeWords }: Sought): number[] {
  const [where, what] = [alike(text, matchCase), alike(words, matchCase)]
  const offsets: number[] = []
  for (let at = where.indexOf(what); at >= 0;) {
    const isMatch = !wholeWords || isWhole(text, at, at + what.length)
    if (isMatch) offsets.push(at)
    at = where.indexOf(what, at + (isMatch ? what.length : 1))
  }
  return offsets
}

/** The same number of letters, whatever they are: few letters change their length with their case. */
function alike(text: string, matchCase: boolean): string {
  const spaced = text.replaceAll(/[\u00a0\u202f]/g, ' ')
  if (matchCase) return spaced
  const small = spaced.toLowerCase()
  if (small.length === spaced.length) return small
  return spaced.replaceAll(/[^]/g, (letter) => {
    const low = letter.toLowerCase()
    return low.length === 1 ? low : letter
  })
}

const letter = /[\p{L}\p{N}\p{M}_]/u

function isWhole(text: string, from: number, to: number): boolean {
  const before = [...text.slice(Math.max(0, from - 2), from)].at(-1) ?? ''
  const after = [...text.slice(to, to + 2)][0] ?? ''
  return !letter.test(before) && !letter.test(after)
}

/** Looks for these words, from the caret on; without any, no longer. */
export function seek(editor: Editor, sought: Sought | undefined): void {
  if (editor.isDestroyed) return
  editor.view.dispatch(seeking(editor.state, sought))
  if (sought) goToCurrent(editor)
}

export function seeking({ tr }: EditorState, sought: Sought | undefined): Transaction {
  return tr.setMeta(key, { seek: sought } satisfies Step)
}

/** Goes to the next match, or to the one before. */
export function step(editor: Editor, by: 1 | -1): void {
  const { matches, at } = found(editor)
  if (matches.length === 0) return
  const to = (at + by + matches.length) % matches.length
  editor.view.dispatch(editor.state.tr.setMeta(key, { to } satisfies Step))
  goToCurrent(editor)
}

/** How many there are, and which of them is the current one. */
export function found({ state }: { state: EditorState }): Pick<State, 'matches' | 'at'> {
  return key.getState(state) ?? nothing
}

function goToCurrent(editor: Editor): void {
  const { matches, at } = found(editor)
  const match = matches[at]
  if (!match) return
  const { node } = editor.view.domAtPos(match.from)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'nearest' })
  editor.view.dom.querySelector('[data-found=current]')?.scrollIntoView({ block: 'center' })
}

/** Puts the caret where the current match is, to go on writing there. */
export function selectCurrent(editor: Editor): void {
  const { matches, at } = found(editor)
  const match = matches[at]
  editor.view.focus()
  if (!match) return
  const { state, view } = editor
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, match.from, match.to)))
}

/** Replaces the current match, and goes to the next one. */
export function replaceCurrent(editor: Editor, by: string): void {
  const { matches, at } = found(editor)
  const match = matches[at]
  if (!match) return
  const { tr } = editor.state
  tr.insertText(by, match.from, match.to)
  editor.view.dispatch(tr)
  // What was put in may itself be a match: the next one is after it.
  const next = nextFrom(found(editor).matches, match.from + by.length)
  editor.view.dispatch(editor.state.tr.setMeta(key, { to: next } satisfies Step))
  goToCurrent(editor)
}

/** Replaces all of them, as one step to undo. Returns their number. */
export function replaceAll(editor: Editor, by: string): number {
  const { matches } = found(editor)
  const undo = yUndoPluginKey.getState(editor.state)?.undoManager as UndoManager | undefined
  undo?.stopCapturing()
  editor.view.dispatch(replacingAll(editor.state, by))
  undo?.stopCapturing()
  return matches.length
}

/** Block by block, so that its cost does not grow with the matches in one. */
export function replacingAll(state: EditorState, by: string): Transaction {
  const { sought, known } = key.getState(state) ?? nothing
  const { tr, doc } = state
  const blocks: { node: Node; place: number; offsets: readonly number[] }[] = []
  doc.descendants((node, place) => {
    const offsets = known.get(node) ?? []
    if (offsets.length > 0) blocks.push({ node, place, offsets })
    return !node.isTextblock
  })
  for (const { node, place, offsets } of blocks.toReversed()) {
    const content = replaced(node, offsets, sought?.words.length ?? 0, by)
    tr.replaceWith(place + 1, place + 1 + node.content.size, content)
  }
  return tr
}

/** The content of a block, with the formatting that each of the words begins with. */
function replaced(block: Node, offsets: readonly number[], length: number, by: string): Fragment {
  let content = Fragment.empty
  let done = 0
  for (const offset of offsets) {
    content = content.append(block.content.cut(done, offset))
    const marks = block.nodeAt(offset)?.marks ?? []
    if (by) content = content.append(Fragment.from(block.type.schema.text(by, marks)))
    done = offset + length
  }
  return content.append(block.content.cut(done, block.content.size))
}
