import { Send } from 'lucide-react'
import { useState } from 'react'
import { personPick } from '../../foundation/people/person-picker.tsx'
import type { Answer } from '../../kernel/doors.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { useMe } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { words } from './drop-folder-words.ts'
import { SendDialog } from './send-dialog.tsx'

/** On the page of somebody with whom I share a group. */
export function SendToPerson({ person }: { person: Answer<'get', '/api/people/{person}'> }) {
  const w = useWords(words)
  const me = useMe().person
  const [asked, ask] = useUrlState('do')
  const [opened, setOpened] = useState(false)
  if (person.id === me.id || person.sharedGroups.length === 0) return null
  const close = () => {
    setOpened(false)
    if (asked) ask('')
  }
  return (
    <p>
      <Button icon={Send} onClick={() => setOpened(true)}>
        {w.sendTo(fullName(person))}
      </Button>
      {(opened || asked === 'send') && <SendDialog person={personPick(person)} onClose={close} />}
    </p>
  )
}
