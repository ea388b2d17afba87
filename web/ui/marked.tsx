import styles from './small.module.css'

type MarkedProps = { parts: readonly { text: string; found: boolean }[] }

/** A text in which the search terms are marked. */
export function Marked({ parts }: MarkedProps) {
  return (
    <span className={styles.marked}>
      {parts.map(({ text, found }, at) => (found ? <mark key={at}>{text}</mark> : text))}
    </span>
  )
}
