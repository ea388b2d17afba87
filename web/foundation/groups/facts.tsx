import type { ReactNode } from 'react'
import styles from './groups.module.css'

type Fact = readonly [name: string, value: ReactNode]

/** Names and values side by side; where a value is missing, its name is hidden too. */
export function Facts({ facts }: { facts: readonly (Fact | false | null | undefined | '')[] }) {
  const shown = facts.filter((fact): fact is Fact => Boolean(fact && fact[1]))
  return (
    <dl className={styles.facts}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
