import type { AnyExtension, Editor as TiptapEditor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Placeholder } from '@tiptap/extensions'
import type { Slice } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  documentExtensions,
  fragmentName,
  type CalloutKind,
} from '../../../server/tools/notes/document.ts'
import { mentionedAs, useUnseenMention } from '../../access/unseen-mention.ts'
import { TextComments } from '../../foundation/comments/text-comments.tsx'
import { itemInAddress } from '../../foundation/items/found-items.ts'
import { Finding } from '../../foundation/live-text/find.ts'
import { useFindBar } from '../../foundation/live-text/find-bar.tsx'
import { Passages } from '../../foundation/live-text/passages.ts'
import type { Room } from '../../foundation/live-text/room.ts'
import { hueOf } from '../../ui/person-hue.ts'
import { clearOfBars } from '../../kernel/keyboard.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { tell } from '../../kernel/undo.tsx'
import { useMe } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { CaretOffers } from './caret-offers.tsx'
import { CaretStays } from './caret.ts'
import { DrawnOnce } from './drawn-once.ts'
import { FieldMarks } from './field-marks.ts'
import { ImageDialog, isPicture, PictureDialog } from './image-dialog.tsx'
import { inText } from './in-text.ts'
import {
  findItem,
  itemBox,
  linkTo,
  sayWhoCannotOpen,
  withTitles,
  type ItemBox,
} from './item-links.ts'
import { LinkDialog } from './link-dialog.tsx'
import type { MentionBox } from './mention-box.ts'
import { mentionBox, pastedMentions } from './mention-box.ts'
import styles from './note.module.css'
import { words } from './note-words.ts'
import type { Note } from './note-page.tsx'
import { readPasted } from './paste.ts'
import { pasteWithPictures } from './paste-pictures.ts'
import { slashMenu, type SlashMenu } from './slash-menu.ts'
import { Toolbar } from './toolbar.tsx'
import { writingTools, type Ask, type WritingTool } from './writing-tools.ts'

type EditorProps = {
  note: Note
  room: Room
  isOpened: boolean
  mayEdit: boolean
  /** Told whether the text of the room is on the screen. */
  onShown: (shown: boolean) => void
}

/** The text of a note, live: edits by others appear, and mine reach them immediately. */
export function Editor({ note, room, isOpened, mayEdit, onShown }: EditorProps) {
  const w = useWords(words)
  const shown = useOnce(isOpened)
  if (!shown) return <Preview note={note} content={beginningOf(note)} label={w.text(note.title)} />
  return <LiveEditor note={note} room={room} mayEdit={mayEdit} onShown={onShown} />
}

/** As much as one sees until the room has opened: a long text would take as long to show as it does for the room. */
function beginningOf({ content }: Note): Note['content'] {
  return { ...content, content: blocksOf(content).slice(0, 50) }
}

const blocksOf = (content: Note['content']): unknown[] =>
  (content as { content?: unknown[] }).content ?? []

/** In a text of more blocks, the browser lays out only those in sight. */
const manyBlocks = 200

/** Once shown, the text stays: a lost connection does not remove it. */
function useOnce(now: boolean): boolean {
  const [once, setOnce] = useState(now)
  useEffect(() => {
    if (now) setOnce(true)
  }, [now])
  return once || now
}

type LiveEditorProps = Omit<EditorProps, 'isOpened'>

function LiveEditor({ note, room, mayEdit, onShown }: LiveEditorProps) {
  const w = useWords(words)
  const [dialog, setDialog] = useState<'link' | 'image' | 'picture'>()
  const [picture, setPicture] = useState<File>()
  const mentioned = useUnseenMention(note)
  const mentions = useMemo(
    () => mentionBox(note, mentioned),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [note.space, note.id],
  )
  const tools = useRef<readonly WritingTool[]>([])
  const slash = useMemo(() => slashMenu(() => tools.current), [])
  const [, setPanel] = useUrlState('panel')
  const showLinks = useRef(() => setPanel('links'))
  const items = useMemo(
    () => itemBox(note, (to) => void sayWhoCannotOpen(note, to, w, showLinks.current)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [note.space, note.id],
  )
  const extensions = useExtensions(note, room, { mentions, slash, items })
  const tookPicture = (files: Iterable<File> | undefined): boolean => {
    const file = [...(files ?? [])].find(({ type }) => type.startsWith('image/'))
    if (!file) return false
    if (isPicture(file)) setPicture(file)
    else tell(w.imageBad, { tone: 'danger' })
    setDialog(isPicture(file) ? 'image' : undefined)
    return true
  }
  const base = baseOf(note)
  /**
   * A pasted table comes with a picture of itself, and a text with its pictures; for a picture alone, a dialog asks for a
   * description.
   */
  const tookPasted = (view: EditorView, data: DataTransfer | null): boolean => {
    const html = data?.getData('text/html') ?? ''
    const item = itemInAddress(data?.getData('text/plain') ?? '')
    if (view.state.selection.$from.parent.type.spec.code) return false
    if (item && editor && view.state.selection.empty) return linked(editor, item)
    const pasted = html ? readPasted(html, base) : undefined
    if (!pasted?.hasWords && tookPicture(data?.files)) return true
    if (!pasted || !editor) return false
    sayOfPictures(w, pasted.linked, pasted.lost)
    if (pasted.pictures.length === 0) return false
    tell(w.uploading)
    void pasteWithPictures(editor, pasted, `${base}files`).then((lost) => sayOfPictures(w, 0, lost))
    return true
  }
  /** An address of this instance becomes a link that shows each reader the title. */
  const linked = (at: TiptapEditor, item: string): boolean => {
    at.commands.insertContent(linkTo(item))
    void findItem(item).then((to) => to && sayWhoCannotOpen(note, to, w, showLinks.current))
    return true
  }
  const tookPaste = useRef(tookPasted)
  useEffect(() => {
    tookPaste.current = tookPasted
  })
  const editorProps = {
    attributes: {
      class: `${styles.text}`,
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': w.text(note.title),
      ...(mayEdit ? { 'aria-description': w.toText } : { 'aria-readonly': 'true', tabindex: '0' }),
      'data-item-text': '',
      ...(blocksOf(note.content).length > manyBlocks && { 'data-long': '' }),
    },
    transformPastedHTML: (html: string) => readPasted(html, base).html(),
    transformPasted: (slice: Slice) => {
      pastedMentions(
        slice,
        (who) => void mentionedAs(note, who).then((one) => one && mentioned(one)),
      )
      return slice
    },
    handlePaste: (view: EditorView, event: ClipboardEvent) =>
      view.editable && tookPaste.current(view, event.clipboardData),
    handleDrop: (view: EditorView, event: DragEvent, _slice: unknown, isMoved: boolean) =>
      view.editable && !isMoved && dropped(view, event, tookPaste.current),
    scrollThreshold: clearOfBars,
    scrollMargin: clearOfBars,
    handleKeyDown: toToolbar,
    handleDOMEvents: { click: followLink },
  }
  const editor = useEditor({ extensions, editorProps, editable: mayEdit, injectCSS: false }, [room])
  // With the toolbar, not after it is painted: somebody who sees it types immediately.
  useLayoutEffect(() => {
    editor?.setOptions({ editorProps, editable: mayEdit })
    // Their other parts are the same at every rendering.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [editor, mayEdit, note.title, w])
  useEffect(() => {
    onShown(true)
    return () => onShown(false)
  }, [onShown])
  /** Focuses the text first, so that the dialog returns the focus to it, wherever it was opened. */
  const ask: Ask = (which) => {
    setPicture(undefined)
    editor?.view.focus()
    setDialog(which)
  }
  useEffect(() => {
    tools.current = writingTools(w, ask)
  })
  const finding = useFindBar(editor, mayEdit)
  if (!editor) return null
  return (
    <>
      {mayEdit && <Toolbar editor={editor} ask={ask} onFind={finding.open} />}
      {finding.bar}
      <EditorContent
        editor={editor}
        className={styles.editor}
        data-reading={!mayEdit || undefined}
      />
      {mayEdit && <Below editor={editor} />}
      <TextComments editor={editor} item={note} field="text" />
      <CaretOffers {...{ editor, mentions, items, slash }} />
      {dialog === 'link' && <LinkDialog editor={editor} onClose={() => setDialog(undefined)} />}
      {dialog === 'picture' && (
        <PictureDialog editor={editor} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'image' && (
        <ImageDialog
          note={note}
          editor={editor}
          file={picture}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  )
}

function useExtensions(
  note: Note,
  room: Room,
  { mentions, slash, items }: { mentions: MentionBox; slash: SlashMenu; items: ItemBox },
): AnyExtension[] {
  const w = useWords(words)
  const { person } = useMe()
  // Made once per room: an editor keeps the extensions with which it was created.
  return useMemo(() => {
    const user = { id: person.id, name: `${person.firstName} ${person.lastName}` }
    return [
      ...textExtensions(note, w, mentions),
      slash.extension,
      items.extension,
      Placeholder.configure({ placeholder: w.placeholder }),
      Collaboration.configure({ document: room.doc, field: fragmentName }),
      CaretStays,
      Passages,
      Finding,
      FieldMarks,
      CollaborationCaret.configure({
        provider: room,
        user,
        render: caret,
        selectionRender: (user) => ({
          class: `${styles.selected}`,
          'data-hue': String(hueOfWriter(user)),
        }),
      }),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [room])
}

/** The server's schema with additions for the screen: labels, and no unrequested tidying. */
function textExtensions(
  note: Note,
  w: (typeof words)['en'],
  mentions: MentionBox | undefined,
): AnyExtension[] {
  const base = baseOf(note)
  const mention = mentions && { suggestion: mentions.suggestion }
  const own = documentExtensions({ base, ...(mention && { mention }) }).map((extension) => {
    // A paragraph that opening a note adds at its end would be an edit by somebody who only looked.
    if (extension.name === 'starterKit') return extension.configure({ trailingNode: false })
    if (extension.name === 'taskItem')
      return extension.configure({
        a11y: { checkboxLabel: (node: { textContent: string }) => w.checkbox(node.textContent) },
      })
    if (extension.name === 'itemLink') return withTitles(extension, w)
    if (extension.name === 'image') return extension.configure({ undescribed: w.undescribed })
    if (extension.name === 'callout')
      return extension.configure({ label: (kind: CalloutKind) => w.callouts[kind] })
    return extension
  })
  return [...own, DrawnOnce]
}

/** Treats content that is dropped from elsewhere like pasted content. */
function dropped(
  view: EditorView,
  event: DragEvent,
  take: (view: EditorView, data: DataTransfer | null) => boolean,
): boolean {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
  if (place) {
    const selection = TextSelection.near(view.state.doc.resolve(place.pos))
    view.dispatch(view.state.tr.setSelection(selection))
  }
  return take(view, event.dataTransfer)
}

/** The prefix that makes `files/…` the address of a picture of this note. */
function baseOf({ space, id }: Note): string {
  return `/api/spaces/${space}/notes/${id}/`
}

function sayOfPictures(w: (typeof words)['en'], linked: number, lost: number): void {
  if (linked > 0) tell(w.picturesLinked(linked), { seconds: 15 })
  if (lost > 0) tell(w.picturesLost(lost), { tone: 'danger', seconds: 15 })
}

type Writer = { id?: string; name?: string | null }

function hueOfWriter({ id, name }: Writer): number {
  const [first = '', ...others] = String(name).split(' ')
  return hueOf({ id: String(id), firstName: first, lastName: others.at(-1) ?? '' })
}

function caret(user: Writer): HTMLElement {
  const cursor = document.createElement('span')
  cursor.className = `${styles.caret}`
  cursor.dataset['hue'] = String(hueOfWriter(user))
  const label = document.createElement('span')
  label.className = `${styles.caretName}`
  label.textContent = user.name ?? ''
  cursor.append(label)
  return cursor
}

type PreviewProps = { note: Note; content: Note['content']; label: string }

/** A stored text, read-only: the last one until the room has opened, and earlier versions. */
export function Preview({ note, content, label }: PreviewProps) {
  const w = useWords(words)
  const editor = useEditor({
    extensions: textExtensions(note, w, undefined),
    content,
    editable: false,
    injectCSS: false,
    editorProps: {
      attributes: { class: `${styles.text}`, 'aria-label': label, role: 'document' },
    },
  })
  return <EditorContent editor={editor} className={styles.editor} data-reading />
}

/** Room to continue below the last block, whatever that block is. */
function Below({ editor }: { editor: TiptapEditor }) {
  const goOn = () => {
    const { doc } = editor.state
    const isText = doc.lastChild?.type.name === 'paragraph'
    if (!isText) editor.commands.insertContentAt(doc.content.size, { type: 'paragraph' })
    inText(editor).setTextSelection(editor.state.doc.content.size).run()
  }
  return <div className={styles.below} onClick={goOn} aria-hidden data-no-print />
}

/** Follows links with Ctrl or ⌘ while writing, by a click while reading. */
function followLink(view: EditorView, event: MouseEvent): boolean {
  const target = event.target
  const link = target instanceof Element ? target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement)) return false
  if (link.closest('[data-type="itemLink"]')) return false // a page of ours, followed without a reload
  event.preventDefault()
  if (view.editable && !event.ctrlKey && !event.metaKey) return false
  window.open(link.href, '_blank', 'noopener,noreferrer')
  return true
}

/** Alt+F10 moves the focus from the text to its toolbar; Escape there moves it back. */
function toToolbar(_view: unknown, event: KeyboardEvent): boolean {
  if (!event.altKey || event.key !== 'F10') return false
  document.querySelector<HTMLElement>('[data-note-toolbar] [tabindex="0"]')?.focus()
  return true
}
