import { CloudOff, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { useFormat } from '../../kernel/format.ts'
import { useGo, usePathname } from '../../kernel/navigation.ts'
import type { WordKeeper } from '../../kernel/pages.ts'
import { useMe } from '../../kernel/session.ts'
import { useStore } from '../../kernel/store.ts'
import { useTools } from '../../kernel/tools.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useView } from '../../kernel/view-as.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note as Remark } from '../../ui/states.tsx'
import styles from './live-text.module.css'
import { wordsIn } from './own-edits.ts'
import type { RoomState } from './room.ts'
import { sendUnsent } from './sender.ts'
import type { Draft } from './unsent.ts'
import { draftsChanged, draftsOf, forgetDraft, isSendable, keepDraft } from './unsent.ts'
import { words } from './words.ts'

/** My drafts that the server refused, in the texts of one item or in all. */
export function useRefused(item?: string): Draft[] {
  const me = useMe().person.id
  const turn = useStore(draftsChanged)
  return useMemo(
    () => draftsOf(me, item).filter((draft) => !isSendable(draft)),
    // Reads the drafts of the browser again when they have changed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [me, item, turn],
  )
}

type UnsavedTextsProps = {
  drafts: readonly Draft[]
  /** The browser could not store it: it exists only on this page. */
  unkept?: Draft | undefined
  onGone?: (draft: Draft) => void
}

/** Each draft with its reason; only its author can copy, keep or discard it. */
export function UnsavedTexts({ drafts, unkept, onGone }: UnsavedTextsProps) {
  return [...(unkept ? [unkept] : []), ...drafts].map((draft) => (
    <UnsavedText
      key={`${draft.item}.${draft.field}.${draft.client}`}
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
  const keeper = useTools().find(({ keepsWords }) => keepsWords)?.keepsWords
  const discard = () => {
    onGone()
    tellUndo(w.discarded, () => void keepDraft(draft))
  }
  return (
    <Remark tone="caution" icon={CloudOff}>
      <div role="alert">
        <strong>{w.title}</strong> {w.refused[draft.refused ?? 'unavailable']}{' '}
        {isKept ? w.kept : w.notOnDevice}
      </div>
      {text ? (
        // Long texts must also scroll by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.unsaved} tabIndex={0} aria-label={w.text} role="region">
          {text}
        </pre>
      ) : (
        <p>{w.deletions}</p>
      )}
      <div className={styles.actions}>
        {text && <CopyButton text={text} label={w.copy} />}
        {text && keeper && <KeepButton keeper={keeper} text={text} onGone={onGone} />}
        <Button look="quiet" icon={Trash2} onClick={discard}>
          {w.discard}
        </Button>
      </div>
    </Remark>
  )
}

type KeepButtonProps = { keeper: WordKeeper; text: string; onGone: () => void }

function KeepButton({ keeper: { icon, words: its, keep }, text, onGone }: KeepButtonProps) {
  const w = useWords(words)
  const own = useWords(its)
  const format = useFormat()
  const go = useGo()
  const space = useMe().privateSpace
  const keeping = useAct(
    () => keep(space, w.keptTitle(format.dateTime(new Date().toISOString())), text),
    {
      refresh: [[space]],
      done: (address) => {
        onGone()
        tell(own.kept, { tone: 'success', action: { label: w.show, run: () => go(address) } })
      },
    },
  )
  return (
    <Button icon={icon} busy={keeping.isPending} onClick={() => keeping.mutate()}>
      {own.keep}
    </Button>
  )
}

type UnsavedHereProps = { item: string; state: RoomState; onAgain: () => void }

/** Refused edits of an item's text, from this tab and others; the text itself stays open beside them. */
export function UnsavedHere({ item, state, onAgain }: UnsavedHereProps) {
  const w = useWords(words)
  const stored = useRefused(item)
  const own = state.phase === 'refused' ? state.draft : undefined
  const isStored = own && stored.some(({ client }) => client === own.client)
  if (!own && stored.length === 0) return null
  return (
    <>
      <UnsavedTexts
        drafts={stored}
        unkept={isStored ? undefined : own}
        onGone={({ client }) => client === own?.client && onAgain()}
      />
      {isStored && (
        <div>
          <Button onClick={onAgain}>{w.goOn}</Button>
        </div>
      )}
    </>
  )
}

/** Sends the waiting drafts of this browser, and shows above every page those that could not be saved. */
export function UnsavedElsewhere() {
  const w = useWords(words)
  const me = useMe().person.id
  const pathname = usePathname()
  const [open, setOpen] = useState(false)
  // Nothing is sent while an administrator views as somebody else (A8).
  const looking = useView() !== undefined
  useEffect(() => (looking ? undefined : sendUnsent(me)), [me, looking])
  const elsewhere = useRefused().filter(({ item }) => !pathname.includes(item))
  if (elsewhere.length === 0) return null
  return (
    <>
      <div className={styles.elsewhere} role="status">
        <CloudOff size={16} aria-hidden />
        <span>{w.elsewhere(elsewhere.length)}</span>
        <Button small onClick={() => setOpen(true)}>
          {w.show}
        </Button>
      </div>
      {open && (
        <Dialog opened onClose={() => setOpen(false)} title={w.title} width="wide">
          <UnsavedTexts drafts={elsewhere} />
        </Dialog>
      )}
    </>
  )
}
