import { Outlet } from '@tanstack/react-router'
import { chooseLanguage } from '../kernel/door-language.ts'
import { languageNames, languages, useReader } from '../kernel/language.ts'
import { useWords } from '../kernel/words.ts'
import { paths } from '../kernel/paths.ts'
import styles from './signed-out.module.css'
import { words } from './words.ts'

/** Sign-in, set-up, invitation, password reset: one column and a choice of language. */
export function SignedOut() {
  const w = useWords(words)
  const { language } = useReader()
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <a className={styles.brand} href={paths.home()}>
          <img src="/icon.svg" alt="" /> Atelier
        </a>
        <div className={styles.languages}>
          {languages.map((one) => (
            <button
              key={one}
              type="button"
              lang={one}
              aria-pressed={one === language}
              onClick={() => chooseLanguage(one)}
            >
              {languageNames[one]}
            </button>
          ))}
        </div>
      </header>
      <main className={styles.main}>
        <Outlet />
      </main>
      <footer className={styles.foot}>{w.tagline}</footer>
    </div>
  )
}
