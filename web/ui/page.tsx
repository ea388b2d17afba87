import type { ReactNode } from 'react'
import styles from './page.module.css'

type PageProps = {
  /** Omitted only where the content contains the page’s heading: an error, a skeleton. */
  title?: ReactNode
  /** Breadcrumbs: links to the places above. */
  above?: ReactNode
  lead?: ReactNode
  /** The people who see this: an AudienceLine. */
  audience?: ReactNode
  /** The one primary action; within reach of the thumb on a phone. */
  primary?: ReactNode
  /** Other actions: quiet buttons, a menu. */
  actions?: ReactNode
  /** Actions in a row of their own below all this, so that the title has the whole width. */
  row?: ReactNode
  toolbar?: ReactNode
  width?: 'reading' | 'normal' | 'wide'
  children: ReactNode
}

/** The head of every page answers: where am I, who sees this, what can I do? */
export function Page(props: PageProps) {
  const {
    title,
    above,
    lead,
    audience,
    primary,
    actions,
    row,
    toolbar,
    width = 'normal',
    children,
  } = props
  const names = width === 'normal' ? styles.page : `${styles.page} ${styles[width]}`
  return (
    <div className={names}>
      {title && (
        <header className={styles.head}>
          {above && (
            <div className={styles.above} data-no-print>
              {above}
            </div>
          )}
          <h1 className={styles.title} tabIndex={-1} data-page-title>
            {title}
          </h1>
          {(primary || actions) && (
            <div className={styles.actions} data-no-print>
              {actions}
              {primary && <div className={styles.primary}>{primary}</div>}
            </div>
          )}
          {lead && <div className={styles.lead}>{lead}</div>}
          {audience && (
            <div className={styles.audience} data-no-print>
              {audience}
            </div>
          )}
          {row && (
            <div className={styles.row} data-no-print>
              {row}
            </div>
          )}
        </header>
      )}
      {toolbar && (
        <div className={styles.toolbar} data-no-print>
          {toolbar}
        </div>
      )}
      {children}
    </div>
  )
}

type SectionProps = {
  title: ReactNode
  count?: number | undefined
  help?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Section({ title, count, help, actions, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>
          {title}
          {Boolean(count) && <span className={styles.count}>{count}</span>}
        </h2>
        {actions}
      </div>
      {help && <p className={styles.help}>{help}</p>}
      {children}
    </section>
  )
}
