import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { Entries } from './archive-preview.tsx'
import { useRendition } from './loaded.ts'
import styles from './previews.module.css'
import type { PreviewProps } from './preview.tsx'
import { words } from './words.ts'

type Mail = {
  subject: string
  from: string
  to: string[]
  cc: string[]
  date: string | null
  text: string
  attachments: { name: string; size: number }[]
}

/** A mail with its text and the names of its attachments. */
export default function MailPreview(props: PreviewProps) {
  const w = useWords(words)
  const format = useFormat()
  const mail = useRendition<Mail>(props, 'mail')
  if (!mail) return <ListSkeleton rows={8} />
  const date = mail.date && !Number.isNaN(Date.parse(mail.date)) ? format.dateTime(mail.date) : ''
  const heads = [
    [w.mailFrom, mail.from],
    [w.mailTo, mail.to.join(', ')],
    [w.mailCc, mail.cc.join(', ')],
    [w.mailDate, date],
  ].filter(([, said]) => said)
  return (
    <article className={styles.mail}>
      <h3>{mail.subject || w.noSubject}</h3>
      <dl className={styles.heads}>
        {heads.map(([head, said]) => (
          <div key={head} className={styles.pair}>
            <dt>{head}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.said}>{mail.text}</div>
      {mail.attachments.length > 0 && (
        <section>
          <h4>{w.attachments}</h4>
          <Entries entries={mail.attachments} />
        </section>
      )}
    </article>
  )
}
