import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { findKnown, PersonPicker, type PersonPick } from '../../foundation/people/person-picker.tsx'
import { load } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FileArea, FileButton } from '../../ui/file-button.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import { words } from './drop-folder-words.ts'
import { sendTo } from './uploads.ts'

type SendDialogProps = { person?: PersonPick; onClose: () => void }

/** Chooses files for the drop folder of a person, and the person where none is given. */
export function SendDialog({ person: given, onClose }: SendDialogProps) {
  const w = useWords(words)
  const [person, setPerson] = useState(given)
  return (
    <Dialog opened onClose={onClose} title={given ? w.sendTo(given.name) : w.sendToSomebody}>
      {!given && (
        <PersonPicker
          name="person"
          label={w.person}
          help={w.personHelp}
          value={person}
          onChange={setPerson}
          find={findKnown}
          data-autofocus
        />
      )}
      {person && <Files key={person.id} person={person} onSent={onClose} />}
    </Dialog>
  )
}

function Files({ person, onSent }: { person: PersonPick; onSent: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const sending = useQuery(
    load('/api/people/{person}/drop-folder', { path: { person: person.id } }),
  )
  if (sending.isError)
    return <ErrorState error={sending.error} onRetry={() => void sending.refetch()} />
  if (!sending.data) return null
  const { takes, space, left } = sending.data
  if (!takes || !space) return <Note>{w.takesNothing(person.name)}</Note>
  const choose = (files: Iterable<File>) => {
    sendTo(person.id, space, files)
    onSent()
  }
  return (
    <>
      <p>
        {w.sendSays(person.name)} <a href={paths.dropFolder()}>{w.sentTitle}</a>
      </p>
      <FileArea onDrop={({ files }) => files.length > 0 && choose(files)}>
        <FileButton several look="primary" icon={Send} data-autofocus onFiles={choose}>
          {w.chooseFiles}
        </FileButton>
        <span className="quiet">{w.left(left.files, format.size(left.bytes))}</span>
      </FileArea>
    </>
  )
}
