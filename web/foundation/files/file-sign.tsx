import { createElement, useState } from 'react'
import { iconOf } from './file-icon.ts'
import styles from './files.module.css'

type FileSignProps = { type: string; thumbnail: string | null }

/** The picture in small, otherwise an icon for its type. */
export function FileSign({ type, thumbnail }: FileSignProps) {
  const [missing, setMissing] = useState(false)
  return (
    <span className={styles.sign} aria-hidden>
      {thumbnail && !missing ? (
        <img
          src={thumbnail}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setMissing(true)}
        />
      ) : (
        createElement(iconOf(type), { size: 20 })
      )}
    </span>
  )
}
