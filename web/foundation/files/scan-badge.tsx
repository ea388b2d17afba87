import { ShieldAlert } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import type { Attachment } from './attachment-list.tsx'
import { words } from './words.ts'

/** What the virus scanner says of a file; nothing where the file is clean, or nothing is scanned. */
export function ScanBadge({ scan }: Pick<Attachment, 'scan'>) {
  const w = useWords(words)
  if (scan === null || scan === 'clean') return null
  return (
    <span>
      {scan === 'infected' ? (
        <Badge icon={ShieldAlert} tone="danger">
          {w.infected}
        </Badge>
      ) : (
        <Badge>{scan === 'waiting' ? w.notYetScanned : w.notScanned}</Badge>
      )}
    </span>
  )
}
