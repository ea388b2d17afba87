import type { Editor } from '@tiptap/core'
import { isSafeLink } from '../../../server/tools/notes/document.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton } from '../../ui/dialog-foot.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { inText } from './in-text.ts'
import { words } from './note-words.ts'

/** Sets, changes or removes the link at the cursor. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const w = useWords(words)
  const before = (editor.getAttributes('link')['href'] as string | undefined) ?? ''
  const { empty, from, to } = editor.state.selection
  const asksText = empty && !before
  const form = useForm({
    first: { address: before, text: '' },
    check: ({ address }) => ({ ...(!addressOf(address) && { address: w.addressBad }) }),
    send: ({ address, text }) => {
      const href = addressOf(address) ?? ''
      const chain = inText(editor)
      if (asksText)
        chain
          .insertContent({
            type: 'text',
            text: text.trim() || address.trim(),
            marks: [{ type: 'link', attrs: { href } }],
          })
          .unsetMark('link') // text typed next is not part of it
      else if (empty) chain.extendMarkRange('link').setLink({ href })
      else chain.setTextSelection({ from, to }).setLink({ href })
      onClose()
      chain.run()
      return Promise.resolve()
    },
  })
  const remove = () => {
    onClose()
    inText(editor).extendMarkRange('link').unsetLink().run()
  }
  return (
    <Dialog opened onClose={onClose} title={w.linkTitle} width="narrow">
      <Form
        form={form}
        verb={w.setLink}
        cancel={
          before ? (
            <Button look="dangerQuiet" onClick={remove}>
              {w.removeLink}
            </Button>
          ) : (
            <CancelButton onClose={onClose} />
          )
        }
      >
        <TextField
          {...form.text('address')}
          label={w.address}
          help={w.addressHelp}
          inputMode="url"
          data-autofocus
        />
        {asksText && <TextField {...form.text('text')} label={w.linkText} optional />}
      </Form>
    </Dialog>
  )
}

/** The typed text as a safe address; the scheme may be omitted. */
function addressOf(typed: string): string | undefined {
  const text = typed.trim()
  const asIs: unknown = text
  if (isSafeLink(asIs)) return asIs
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return `mailto:${text}`
  if (/^[^\s:/]+\.[^\s:/]{2,}(\/\S*)?$/.test(text)) return `https://${text}`
  return undefined
}
