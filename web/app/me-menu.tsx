import { Keyboard, LogOut, Monitor, Moon, ShieldCheck, Sun, UserRound } from 'lucide-react'
import type { ReactElement } from 'react'
import { useAct } from '../kernel/act.ts'
import { paths } from '../kernel/paths.ts'
import { signOut, useMe } from '../kernel/session.ts'
import { useStore } from '../kernel/store.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import type { Appearance } from './appearance.ts'
import { appearance, choose } from './appearance.ts'
import { openKeys } from './overlays.ts'
import { hasPage } from './pages.ts'
import styles from './shell.module.css'
import { words } from './words.ts'

/** My menu, at the foot of the rail: profile, sessions, appearance, keys, signing out. */
export function MeMenu({ children }: { children?: ReactElement }) {
  const w = useWords(words)
  const { person } = useMe()
  const look = useStore(appearance)
  const leave = useAct(signOut)
  const looks: [Appearance, string, typeof Sun][] = [
    ['system', w.system, Monitor],
    ['light', w.light, Sun],
    ['dark', w.dark, Moon],
  ]
  return (
    <Menu
      align="start"
      label={w.me}
      entries={[
        hasPage(paths.me()) && { label: w.profile, icon: UserRound, href: paths.me() },
        hasPage(paths.mySessions()) && {
          label: w.sessions,
          icon: ShieldCheck,
          href: paths.mySessions(),
        },
        { title: w.appearance },
        ...looks.map(([value, label, icon]) => ({
          label,
          icon,
          checked: value === look,
          run: () => choose(value),
        })),
        'divider',
        { label: w.keys, icon: Keyboard, run: openKeys },
        { label: w.signOut, icon: LogOut, run: () => leave.mutate() },
      ]}
    >
      {children ?? (
        <button type="button" className={styles.item}>
          <Avatar person={person} size={24} />
          <span className={styles.itemText}>{fullName(person)}</span>
        </button>
      )}
    </Menu>
  )
}
