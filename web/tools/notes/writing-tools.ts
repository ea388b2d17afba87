import type { Editor } from '@tiptap/core'
import type { LucideIcon } from 'lucide-react'
import {
  AtSign,
  Heading1,
  Heading2,
  Heading3,
  Heading4,
  Heading5,
  Heading6,
  ImagePlus,
  Info,
  Lightbulb,
  Link,
  Link2,
  List,
  ListChecks,
  ListOrdered,
  MessageSquareWarning,
  Minus,
  OctagonAlert,
  Pilcrow,
  SquareCode,
  Table,
  TextQuote,
  TriangleAlert,
} from 'lucide-react'
import { calloutKinds, type CalloutKind } from '../../../server/tools/notes/document.ts'
import { inText } from './in-text.ts'
import type { words } from './note-words.ts'

/** Something that can be put into a text, from the toolbar or after `/`. */
export type WritingTool = {
  name: string
  label: string
  icon: LucideIcon
  run: (editor: Editor) => void
}

export const calloutIcons: Record<CalloutKind, LucideIcon> = {
  note: Info,
  tip: Lightbulb,
  important: MessageSquareWarning,
  warning: TriangleAlert,
  caution: OctagonAlert,
}

const headings = [Heading1, Heading2, Heading3, Heading4, Heading5, Heading6]

/** Opens a dialog about the place of the caret. */
export type Ask = (which: 'link' | 'image' | 'picture') => void

/** Everything that can be inserted, in the order in which `/` offers it. */
export function writingTools(w: (typeof words)['en'], ask: Ask): WritingTool[] {
  const tool = (name: string, icon: LucideIcon, run: (editor: Editor) => void) => ({
    name,
    label: w[name as 'table'],
    icon,
    run,
  })
  return [
    tool('paragraph', Pilcrow, (it) => inText(it).setParagraph().run()),
    ...headings.map((icon, at) => ({
      name: `heading${at + 1}`,
      label: w.heading(at + 1),
      icon,
      run: (it: Editor) =>
        inText(it)
          .setHeading({ level: (at + 1) as 1 })
          .run(),
    })),
    tool('bulletList', List, (it) => inText(it).toggleBulletList().run()),
    tool('orderedList', ListOrdered, (it) => inText(it).toggleOrderedList().run()),
    tool('taskList', ListChecks, (it) => inText(it).toggleTaskList().run()),
    tool('table', Table, (it) =>
      inText(it).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    ),
    tool('image', ImagePlus, () => ask('image')),
    tool('link', Link, () => ask('link')),
    tool('mention', AtSign, (it) => inText(it).insertContent('@').run()),
    tool('itemLink', Link2, (it) => inText(it).insertContent('[[').run()),
    ...calloutKinds.map((kind) => ({
      name: kind,
      label: w.callouts[kind],
      icon: calloutIcons[kind],
      run: (it: Editor) => setCallout(it, kind),
    })),
    tool('quote', TextQuote, (it) => inText(it).toggleBlockquote().run()),
    tool('codeBlock', SquareCode, (it) => inText(it).toggleCodeBlock().run()),
    tool('rule', Minus, (it) => inText(it).setHorizontalRule().run()),
  ]
}

/** Makes a callout of the blocks at the caret; changes the kind of the one that is there; `undefined` takes it away. */
export function setCallout(editor: Editor, kind: CalloutKind | undefined): void {
  if (!kind) inText(editor).lift('callout').run()
  else if (editor.isActive('callout')) inText(editor).updateAttributes('callout', { kind }).run()
  else inText(editor).wrapIn('callout', { kind }).run()
}
