import { useQuery } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import { Facts } from '../groups/facts.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './console-words.ts'

type Figures = Answer<'get', '/api/organization/overview'>

/** V1: matters that need attention, each with a link to the page for it. */
export function AdminOverviewPage() {
  const w = useWords(words).overview
  const found = useQuery(load('/api/organization/overview'))
  return (
    <AdminPage title={w.title} lead={w.lead}>
      {found.isPending && <TextSkeleton />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Attention figures={found.data} />}
      {found.data && <AllFigures figures={found.data} />}
    </AdminPage>
  )
}

function Attention({ figures }: { figures: Figures }) {
  const w = useWords(words).overview
  const lines = [
    [
      figures.withoutAdministrator,
      w.withoutAdministrator,
      w.withoutAdministratorSays,
      paths.adminGroups('without-administrator'),
    ],
    [figures.overCapacity, w.overCapacity, w.overCapacitySays, paths.adminGroups('over-capacity')],
    [figures.nearlyFull, w.nearlyFull, w.nearlyFullSays, paths.adminGroups('nearly-full')],
    [figures.expiring, w.expiring, w.expiringSays, paths.adminInvitations()],
    [figures.failedMail ?? 0, w.failedMail, w.failedMailSays, paths.adminOutbox()],
  ] as const
  const shown = lines.filter(([count]) => count > 0)
  return (
    <Section title={w.attention}>
      {shown.length === 0 && <Note>{w.nothing}</Note>}
      {shown.length > 0 && (
        <List label={w.attention}>
          {shown.map(([count, title, says, href]) => (
            <Row key={href} title={title(count)} second={says} href={href} />
          ))}
        </List>
      )}
    </Section>
  )
}

function AllFigures({ figures }: { figures: Figures }) {
  const w = useWords(words).overview
  const format = useFormat()
  return (
    <Section title={w.figures}>
      <Facts
        facts={[
          [
            w.people,
            <a key="people" href={paths.adminPeople()}>
              {w.peopleOf(format.number(figures.people), figures.stopped)}
            </a>,
          ],
          [w.guests, format.number(figures.guests)],
          [
            w.groups,
            <a key="groups" href={paths.adminGroups()}>
              {format.number(figures.groups)}
            </a>,
          ],
          [
            w.archived,
            <a key="archived" href={paths.adminGroups('archived')}>
              {format.number(figures.archived)}
            </a>,
          ],
          [
            w.deleted,
            <a key="deleted" href={paths.adminDeleted()}>
              {format.number(figures.deleted)}
            </a>,
          ],
          [w.storage, format.size(figures.storage)],
        ]}
      />
    </Section>
  )
}
