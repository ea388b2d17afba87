import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { CapacityBar } from '../../ui/capacity-bar.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { MeTabs } from '../people/me-tabs.tsx'
import styles from './groups.module.css'
import { planQuery } from './plan.ts'
import { words } from './plan-words.ts'

type Plan = Answer<'get', '/api/me/plan'>

/** O6, O7: the limits of my plan, and how much of it I use. */
export function PlanPage() {
  const w = useWords(words)
  const plan = useQuery(planQuery)
  const { guest } = useMe().person
  useTitle(w.title)
  return (
    <Page
      title={w.title}
      lead={guest ? undefined : plan.data && w.lead(plan.data.name)}
      width="reading"
      toolbar={<MeTabs />}
    >
      {guest && <EmptyState>{w.guest}</EmptyState>}
      {plan.isPending && <TextSkeleton />}
      {plan.isError && <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />}
      {plan.data && !guest && <Mine plan={plan.data} />}
      {plan.data && !guest && plan.data.groups.allowed !== 0 && <Each plan={plan.data} />}
    </Page>
  )
}

function Mine({ plan: { groups, privateStorage } }: { plan: Plan }) {
  const w = useWords(words)
  const { organization } = useMe()
  return (
    <Section title={w.mine} help={w.storageHelp}>
      <div className={styles.bars}>
        {organization && <CapacityBar label={w.groups} {...groups} />}
        <CapacityBar label={w.privateStorage} {...privateStorage} unit="bytes" />
      </div>
    </Section>
  )
}

function Each({ plan: { eachGroup, administered } }: { plan: Plan }) {
  const w = useWords(words)
  const format = useFormat()
  const { members, storage, guestsAllowed } = eachGroup
  const says = w.eachHelp(format.number(members), format.size(storage), guestsAllowed)
  return (
    <Section title={w.each} help={says}>
      {administered.length === 0 && <p className="quiet">{w.noGroups}</p>}
      {administered.map((group) => (
        <div key={group.id} className={styles.planOfGroup}>
          <h3>
            <a href={paths.group(group.id)}>{group.name}</a>
          </h3>
          <div className={styles.bars}>
            <CapacityBar label={w.members} used={group.members} allowed={members} />
            <CapacityBar label={w.storage} used={group.storage} allowed={storage} unit="bytes" />
          </div>
        </div>
      ))}
    </Section>
  )
}
