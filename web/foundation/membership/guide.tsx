import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import type { WebTool } from '../../kernel/pages.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import type { Group } from '../groups/group.ts'
import { groupQuery } from '../groups/group.ts'
import styles from '../groups/groups.module.css'
import { words } from './overview-words.ts'

/** Until there are people and something is in the group, unless it is dismissed or nothing can be done any more. */
function isGuided({ guide, archivedAt }: Group): boolean {
  if (!guide || guide.dismissed || archivedAt) return false
  return !(guide.invited && guide.content)
}

type GuideProps = { group: Group; tool: WebTool | undefined }

/** G12: inviting, rights, first content. */
export function Guide({ group, tool }: GuideProps) {
  const w = useWords(words).guide
  const verbs = useVerbs()
  const key = groupQuery(group.id).queryKey
  const dismiss = useAct(
    () => send('post', '/api/groups/{group}/guide-dismissal', { path: { group: group.id } }),
    { ahead: { key, change: (now: Group) => ({ ...now, guide: null }) } },
  )
  const { guide } = group
  const rights = group.settings?.defaultRights ?? 'reader'
  const { language } = useReader()
  const begin = tool?.words[language].begin
  if (!guide || !isGuided(group)) return null
  return (
    <section className={styles.guide} aria-label={w.title}>
      <div className={styles.guideHead}>
        <div>
          <h2>{w.title}</h2>
          <p className={styles.help}>{w.advice}</p>
        </div>
        <IconButton icon={X} label={w.dismiss} onClick={() => dismiss.mutate()} />
      </div>
      <ol>
        <Step
          number={1}
          done={guide.invited}
          title={w.invite}
          says={w.inviteSays}
          action={<StepLink href={paths.invitations(group.id)}>{w.invite}</StepLink>}
        />
        <Step
          number={2}
          done={guide.rights}
          title={w.rights}
          says={w.rightsSays(verbs(rightsOfLevel[rights]))}
          action={<StepLink href={paths.groupSettings(group.id)}>{w.rightsDo}</StepLink>}
        />
        {tool && begin && (
          <Step
            number={3}
            done={guide.content}
            title={w.content}
            says={begin.says}
            action={<StepLink href={paths.tool(group.id, tool.name)}>{begin.does}</StepLink>}
          />
        )}
      </ol>
    </section>
  )
}

function StepLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button small href={href}>
      {children}
    </Button>
  )
}

type StepProps = { number: number; done: boolean; title: string; says: string; action: ReactNode }

function Step({ number, done, title, says, action }: StepProps) {
  const w = useWords(words).guide
  return (
    <li className={done ? `${styles.step} ${styles.stepDone}` : styles.step}>
      <span className={styles.stepMark}>
        {done ? <Check size={16} aria-hidden /> : <span aria-hidden>{number}</span>}
      </span>
      <div className={styles.stepText}>
        <strong>
          {title}
          {done && <span className="for-readers-only"> · {w.done}</span>}
        </strong>
        {!done && <span className={styles.help}>{says}</span>}
      </div>
      {!done && action}
    </li>
  )
}
