import {
  Keyboard,
  Languages,
  ListOrdered,
  LogOut,
  Monitor,
  Moon,
  ShieldCheck,
  Sun,
  UserRound,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { useAct } from '../kernel/act.ts'
import { send } from '../kernel/api.ts'
import type { Language } from '../kernel/language.ts'
import { languageNames, languages, useReader } from '../kernel/language.ts'
import { paths } from '../kernel/paths.ts'
import { sessionQuery, signOut, useMe } from '../kernel/session.ts'
import { useStore } from '../kernel/store.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName } from '../ui/avatar.tsx'
import { Menu, type MenuEntry } from '../ui/menu.tsx'
import type { Appearance } from './appearance.ts'
import { appearance, choose } from './appearance.ts'
import { openArrange, openKeys } from './overlays.ts'
import { hasPage } from './pages.ts'
import styles from './shell.module.css'
import { words } from './words.ts'

/** What is about me: profile, sessions, appearance, language, keys, signing out. The palette offers the same. */
export function useMyEntries(): MenuEntry[] {
  const w = useWords(words)
  const look = useStore(appearance)
  const spoken = useReader().language
  const leave = useAct(signOut)
  const speak = useAct((language: Language) => send('patch', '/api/me', { body: { language } }), {
    refresh: [sessionQuery.queryKey],
  })
  const looks: [Appearance, string, typeof Sun][] = [
    ['system', w.system, Monitor],
    ['light', w.light, Sun],
    ['dark', w.dark, Moon],
  ]
  return [
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
    { title: w.language },
    ...languages.map((language) => ({
      label: languageNames[language],
      icon: Languages,
      checked: language === spoken,
      run: () => speak.mutate(language),
    })),
    'divider',
    { label: w.arrange, icon: ListOrdered, run: openArrange },
    { label: w.keys, icon: Keyboard, run: openKeys },
    { label: w.signOut, icon: LogOut, run: () => leave.mutate() },
  ]
}

/** My menu, at the foot of the rail. */
export function MeMenu({ children }: { children?: ReactElement }) {
  const w = useWords(words)
  const { person } = useMe()
  return (
    <Menu align="start" label={w.me} entries={useMyEntries()}>
      {children ?? (
        <button type="button" className={styles.item}>
          <Avatar person={person} size={24} />
          <span className={styles.itemText}>{fullName(person)}</span>
        </button>
      )}
    </Menu>
  )
}
