import { CloudOff, NotebookText, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useGo, usePathname } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe } from '../../kernel/session.ts'
import { useStore } from '../../kernel/store.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useView } from '../../kernel/view-as.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note as Remark } from '../../ui/states.tsx'
import styles from './note.module.css'
import { words } from './note-words.ts'
import { writableNotebooks } from './notebooks.ts'
import { wordsIn } from './own-edits.ts'
import { sendUnsent } from './sender.ts'
import type { Draft } from './unsent.ts'
import { draftsChanged, draftsOf, forgetDraft, isSendable, keepDraft } from './unsent.ts'

/** What I wrote and the server did not take, in one note or in all. */
export function useRefused(note?: string): Draft[] {
  const me = useMe().person.id
  const turn = useStore(draftsChanged)
  return useMemo(
    () => draftsOf(me, note).filter((draft) => !isSendable(draft)),
    // What is in the browser is read again when it has changed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [me, note, turn],
  )
}

type UnsavedTextsProps = {
  drafts: readonly Draft[]
  /** The browser had no room for it: it is nowhere but here. */
  unkept?: Draft | undefined
  onGone?: (draft: Draft) => void
}

/** Each with the reason, to copy, to keep or to throw away: nobody decides that but its author. */
export function UnsavedTexts({ drafts, unkept, onGone }: UnsavedTextsProps) {
  return [...(unkept ? [unkept] : []), ...drafts].map((draft) => (
    <UnsavedText
      key={`${draft.note}.${draft.client}`}
      draft={draft}
      isKept={draft !== unkept}
      onGone={() => {
        forgetDraft(draft)
        onGone?.(draft)
      }}
    />
  ))
}

type UnsavedTextProps = { draft: Draft; isKept: boolean; onGone: () => void }

function UnsavedText({ draft, isKept, onGone }: UnsavedTextProps) {
  const w = useWords(words)
  const text = draft.text || wordsIn(draft.update)
  const asNote = useKeepingAsNote(text, onGone)
  const discard = () => {
    onGone()
    tellUndo(w.unsavedDiscarded, () => void keepDraft(draft))
  }
  return (
    <Remark tone="caution" icon={CloudOff}>
      <div role="alert">
        <strong>{w.unsavedTitle}</strong> {w.refused[draft.refused ?? 'unavailable']}{' '}
        {isKept ? w.unsavedKept : w.unsavedNotKept}
      </div>
      {text ? (
        // Long texts scroll: by keyboard as well.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.unsaved} tabIndex={0} aria-label={w.unsavedText} role="region">
          {text}
        </pre>
      ) : (
        <p>{w.unsavedDeletions}</p>
      )}
      <div className={styles.unsavedActions}>
        {text && <CopyButton text={text} label={w.unsavedCopy} />}
        {text && (
          <Button icon={NotebookText} busy={asNote.isPending} onClick={() => asNote.mutate()}>
            {w.unsavedAsNote}
          </Button>
        )}
        <Button look="quiet" icon={Trash2} onClick={discard}>
          {w.unsavedDiscard}
        </Button>
      </div>
    </Remark>
  )
}

function useKeepingAsNote(text: string, onGone: () => void) {
  const w = useWords(words)
  const format = useFormat()
  const go = useGo()
  const space = useMe().privateSpace
  return useAct(
    async () => {
      const query = { tool: 'notes' }
      const all = load('/api/spaces/{space}/containers', { path: { space }, query })
      const { items } = await queries.fetchQuery(all)
      const container = writableNotebooks(items)[0]!.id
      return send('post', '/api/spaces/{space}/notebooks/{container}/notes', {
        path: { space, container },
        body: {
          title: w.unsavedNoteTitle(format.dateTime(new Date().toISOString())),
          markdown: asMarkdown(text),
        },
      })
    },
    {
      refresh: [[space]],
      done: (note) => {
        onGone()
        const run = () => go(paths.note(space, note.id))
        tell(w.unsavedIsNote, { tone: 'success', action: { label: w.unsavedShow, run } })
      },
    },
  )
}

/** Words are words: what looks like Markdown is not meant as such. */
function asMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|>~<&:=]/g, String.raw`\$&`).replaceAll('\n', '\n\n')
}

/** Sends what waits in this browser, and says above every page what could not be saved elsewhere. */
export function UnsavedElsewhere() {
  const w = useWords(words)
  const me = useMe().person.id
  const pathname = usePathname()
  const [open, setOpen] = useState(false)
  // Whoever looks with other eyes changes nothing meanwhile (A8).
  const looking = useView() !== undefined
  useEffect(() => (looking ? undefined : sendUnsent(me)), [me, looking])
  const elsewhere = useRefused().filter(({ note }) => !pathname.includes(note))
  if (elsewhere.length === 0) return null
  return (
    <>
      <div className={styles.elsewhere} role="status">
        <CloudOff size={16} aria-hidden />
        <span>{w.unsavedElsewhere(elsewhere.length)}</span>
        <Button small onClick={() => setOpen(true)}>
          {w.unsavedShow}
        </Button>
      </div>
      {open && (
        <Dialog opened onClose={() => setOpen(false)} title={w.unsavedTitle} width="wide">
          <UnsavedTexts drafts={elsewhere} />
        </Dialog>
      )}
    </>
  )
}
