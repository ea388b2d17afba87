import { useQuery } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import { FileText } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { load } from '../kernel/api.ts'
import { paths } from '../kernel/paths.ts'
import { useKindIcon, useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { ErrorState } from '../ui/states.tsx'
import styles from './access.module.css'
import { LevelWords } from './levels.tsx'
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
            {containers.map(({ id, name, tool, kind, level, rights }) => (
              <Reached key={id} icon={iconOf({ tool, kind })} level={level} rights={rights}>
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
            {items.map(({ id, title, tool, level, rights }) => (
              <Reached
                key={id}
                icon={tools.find(({ name }) => name === tool)?.icon ?? FileText}
                level={level}
                rights={rights}
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

type ReachedProps = ComponentProps<typeof LevelWords> & { icon: LucideIcon; children: ReactNode }

function Reached({ icon: Icon, level, rights, item, children }: ReachedProps) {
  return (
    <li>
      <Icon size={16} aria-hidden />
      {children}
      <span className="quiet">
        <LevelWords level={level} rights={rights} item={item} />
      </span>
    </li>
  )
}
