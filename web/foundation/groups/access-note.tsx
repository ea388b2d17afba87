import { DoorOpen, EyeOff, Hand, MailOpen } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Note } from '../../ui/states.tsx'
import type { AccessLevel, Settings } from './group.ts'
import { accessLevelOf } from './group.ts'
import { words } from './words.ts'

const icons = { open: DoorOpen, restricted: Hand, 'by-invitation': MailOpen, private: EyeOff }

/** The access level that results from the settings, as a sentence (G4). */
export function AccessNote({ settings }: { settings: Pick<Settings, 'listed' | 'joining'> }) {
  const level = accessLevelOf(settings)
  const w = useWords(words).levels[level]
  return (
    <Note icon={icons[level]}>
      <strong>{w.name}.</strong> {w.says}
    </Note>
  )
}

export function AccessBadge({ level }: { level: AccessLevel }) {
  const w = useWords(words)
  return <Badge icon={icons[level]}>{w.levels[level].name}</Badge>
}
