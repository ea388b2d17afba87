import { Ellipsis, Plus, UsersRound } from 'lucide-react'
import { useReader } from '../kernel/language.ts'
import { paths } from '../kernel/paths.ts'
import { useMe } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { mayCreate, useNameOf } from './context-selector.tsx'
import { useCurrentSpace } from './current-space.ts'
import { words } from './home-words.ts'
import { openCommands } from './overlays.ts'
import { commandsIn } from './pages.ts'
import { words as shellWords } from './words.ts'

/** *New…*: what can be made in the space that was last visited; in any other, by the palette. */
export function NewMenu() {
  const w = useWords(words)
  const shell = useWords(shellWords)
  const { language } = useReader()
  const me = useMe()
  const { space = me.spaces[0]! } = useCurrentSpace()
  const name = useNameOf()(space)
  return (
    <Menu
      entries={[
        ...commandsIn(space).map(({ icon, words: said, href }) => ({
          label: said[language].label(name),
          icon,
          href: href(space.id),
        })),
        { label: w.elsewhere, icon: Ellipsis, run: openCommands },
        mayCreate(me) && 'divider',
        mayCreate(me) && { label: shell.newGroup, icon: UsersRound, href: paths.newGroup() },
      ]}
    >
      <Button look="primary" icon={Plus} data-makes>
        {w.newThing}
      </Button>
    </Menu>
  )
}
