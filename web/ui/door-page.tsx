import type { ReactNode } from 'react'
import styles from './door-page.module.css'

type DoorPageProps = { title: ReactNode; lead?: ReactNode; children: ReactNode }

/** The head of a page for people who are not signed in. */
export function DoorPage({ title, lead, children }: DoorPageProps) {
  return (
    <>
      <div className={styles.head}>
        <h1 tabIndex={-1} data-page-title>
          {title}
        </h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {children}
    </>
  )
}
