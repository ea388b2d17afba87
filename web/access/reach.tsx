import { useQuery } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import { FileText } from 'lucide-react'
import type { ReactNode } from 'react'
import { load } from '../kernel/api.ts'
import { paths } from '../kernel/paths.ts'
import { useKindIcon, useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { ErrorState } from '../ui/states.tsx'
import styles from './access.module.css'
import { useVerbs, type Rights } from './levels.ts'
import { words } from './words.ts'

type ReachProps = { space: string; person: string }

/** The things that a person can reach in this space, of those that I can see myself (A8). */
export function Reach({ space, person }: ReachProps) {
  const w = useWords(words)
  const tools = useTools()
  const iconOf = useKindIcon()
  const reach = useQuery(load('/api/spaces/{space}/reach/{person}', { path: { space, person } }))
  if (reach.isPending) return <ListSkeleton rows={4} />
  if (reach.isError) return <ErrorState error={reach.error} onRetry={() => void reach.refetch()} />
  const { containers, items } = reach.data
  if (containers.length + items.length === 0) return <p className="quiet">{w.reachNothing}</p>
  return (
    <>
      {containers.length > 0 && (
        <section className={styles.part}>
          <h3>{w.reachFolders}</h3>
          <ul className={styles.reach}>
            {containers.map(({ id, name, tool, kind, ...may }) => (
              <Reached key={id} icon={iconOf({ tool, kind })} tool={tool} {...may}>
                <span className={styles.reachName}>{name || w.top}</span>
              </Reached>
            ))}
          </ul>
        </section>
      )}
      {items.length > 0 && (
        <section className={styles.part}>
          <h3>{w.reachItems}</h3>
          <ul className={styles.reach}>
            {items.map(({ id, title, tool, ...may }) => (
              <Reached
                key={id}
                icon={tools.find(({ name }) => name === tool)?.icon ?? FileText}
                tool={tool}
                {...may}
                item
              >
                <a className={styles.reachName} href={paths.item(space, tool, id)}>
                  {title}
                </a>
              </Reached>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

type ReachedProps = {
  icon: LucideIcon
  tool: string
  rights: Rights
  readOnly: boolean
  item?: boolean
  children: ReactNode
}

function Reached({ icon: Icon, tool, rights, readOnly, item, children }: ReachedProps) {
  const verbs = useVerbs(tool)
  return (
    <li>
      <Icon size={16} aria-hidden />
      {children}
      <span className="quiet">{verbs(rights, { item, readOnly })}</span>
    </li>
  )
}
