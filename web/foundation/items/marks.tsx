import { Bell, BellRing, Star } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { everywhere } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { words } from './words.ts'

type MarkProps = { space: string; item: string; on: boolean }

export function FavouriteButton({ space, item, on }: MarkProps) {
  const w = useWords(words)
  const path = { space, item }
  const mark = useAct(
    () => send(on ? 'delete' : 'put', '/api/spaces/{space}/items/{item}/favourite', { path }),
    { refresh: [[space], [everywhere]] },
  )
  return (
    <IconButton
      icon={Star}
      filled={on}
      aria-pressed={on}
      label={on ? w.unfavour : w.favour}
      onClick={() => mark.mutate()}
    />
  )
}

export function FollowButton({ space, item, on }: MarkProps) {
  const w = useWords(words)
  const path = { space, item }
  const mark = useAct(
    () => send(on ? 'delete' : 'put', '/api/spaces/{space}/items/{item}/following', { path }),
    { refresh: [[space]] },
  )
  return (
    <IconButton
      icon={on ? BellRing : Bell}
      aria-pressed={on}
      label={on ? w.unfollow : w.follow}
      onClick={() => mark.mutate()}
    />
  )
}
