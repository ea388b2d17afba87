import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './button.module.css'

/** A short explanation on hover and focus; never the only place for a piece of information. */
export function Tip({ says, children }: { says: string; children: ReactElement }) {
  return (
    <Tooltip
      label={says}
      openDelay={350}
      withArrow={false}
      zIndex={300}
      events={{ hover: true, focus: true, touch: false }}
      classNames={{ tooltip: styles.tip }}
      multiline
    >
      {children}
    </Tooltip>
  )
}
