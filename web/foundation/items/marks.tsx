import { Bell, BellRing, Star } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { everywhere } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { words } from './words.ts'

type MarkProps = { space: string; item: string; on: boolean }

/** The action with its label: a button on a wide screen, a menu entry on a phone. */
export function useFavourite({ space, item, on }: MarkProps) {
  const w = useWords(words)
  const path = { space, item }
  const mark = useAct(
    () => send(on ? 'delete' : 'put', '/api/spaces/{space}/items/{item}/favourite', { path }),
    { refresh: [[space], [everywhere]] },
  )
  return { icon: Star, label: on ? w.unfavour : w.favour, run: () => mark.mutate() }
}

export function FavouriteButton(props: MarkProps) {
  const { icon, label, run } = useFavourite(props)
  const { on } = props
  return <IconButton icon={icon} filled={on} aria-pressed={on} label={label} onClick={run} />
}

export function useFollow({ space, item, on }: MarkProps) {
  const w = useWords(words)
  const path = { space, item }
  const mark = useAct(
    () => send(on ? 'delete' : 'put', '/api/spaces/{space}/items/{item}/following', { path }),
    { refresh: [[space]] },
  )
  const icon = on ? BellRing : Bell
  return { icon, label: on ? w.unfollow : w.follow, run: () => mark.mutate() }
}

export function FollowButton(props: MarkProps) {
  const { icon, label, run } = useFollow(props)
  return <IconButton icon={icon} aria-pressed={props.on} label={label} onClick={run} />
}
