import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import { TextSelection } from '@tiptap/pm/state'
import { sendFile } from '../../kernel/api.ts'
import { followed } from './caret.ts'
import { isPicture } from './image-dialog.tsx'
import type { Pasted } from './paste.ts'
import { leaveOut } from './paste.ts'

const most = 30

/**
 * Uploads the pictures of pasted content to this note, then inserts the content where the caret was; returns how many
 * pictures failed.
 */
export async function pasteWithPictures(
  editor: Editor,
  pasted: Pasted,
  address: string,
): Promise<number> {
  const place = follow(editor)
  let lost = 0
  for (const [at, { element, address: source }] of pasted.pictures.entries()) {
    const src = at < most ? await taken(source, address) : undefined
    if (src) {
      element.removeAttribute('src')
      element.setAttribute('data-file', src)
    } else {
      lost++
      leaveOut(element)
    }
  }
  const [anchor, head] = place.stop()
  if (editor.isDestroyed || !editor.isEditable) return pasted.pictures.length
  const { doc, tr } = editor.state
  const selection = TextSelection.between(doc.resolve(anchor), doc.resolve(head))
  editor.view.dispatch(tr.setSelection(selection))
  editor.view.pasteHTML(pasted.html())
  return lost
}

/** Uploads a picture and returns its name in this note; undefined when it is none, or cannot be loaded. */
async function taken(source: string, address: string): Promise<string | undefined> {
  try {
    const picture = source.startsWith('data:') ? fromData(source) : await fromNote(source)
    if (!isPicture(picture)) return undefined
    return ((await sendFile('post', address, picture)) as { src: string }).src
  } catch {
    return undefined
  }
}

async function fromNote(source: string): Promise<Blob> {
  const answer = await fetch(source, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error('it cannot be seen')
  return answer.blob()
}

/** Decoded by hand: the content security policy allows fetching only from our own server. */
function fromData(source: string): Blob {
  const comma = source.indexOf(',')
  const [head, body] = [source.slice('data:'.length, comma), source.slice(comma + 1)]
  const text = /;base64$/i.test(head) ? atob(body) : decodeURIComponent(body)
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  return new Blob([bytes], { type: head.split(';')[0]!.toLowerCase() })
}

/** Tracks the caret while others write and pictures are uploaded. */
function follow(editor: Editor) {
  const { selection, doc } = editor.state
  let place: [number, number] = [selection.anchor, selection.head]
  let before = doc
  const moved = ({ transaction }: { transaction: Transaction }) => {
    if (!transaction.docChanged) return
    const now = transaction.doc
    place = [followed(before, now, place[0]), followed(before, now, place[1])]
    before = now
  }
  editor.on('transaction', moved)
  return {
    stop: () => {
      editor.off('transaction', moved)
      return place
    },
  }
}
