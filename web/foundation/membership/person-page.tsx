import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useTools } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../../ui/avatar.tsx'
import { GuestBadge } from '../../ui/badges.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Facts } from '../groups/facts.tsx'
import { Concerning } from '../items/concerning.tsx'
import { words } from './person-words.ts'

type Person = Answer<'get', '/api/people/{person}'>

/** Somebody whom I may know: how to reach them, and the groups that we share. */
export function PersonPage() {
  const w = useWords(words)
  const id = useParam('person')
  const person = useQuery(load('/api/people/{person}', { path: { person: id } }))
  useTitle(person.data ? fullName(person.data) : w.title)
  if (person.isPending) return <TextSkeleton whole />
  if (person.isError)
    return (
      <Page title={w.title} width="reading">
        <ErrorState
          error={person.error}
          onRetry={() => void person.refetch()}
          home={paths.home()}
        />
      </Page>
    )
  const { organization, email, guest, sharedGroups } = person.data
  return (
    <Page title={fullName(person.data)} width="reading" lead={guest && <GuestBadge />}>
      <Avatar person={person.data} size={64} />
      <Facts
        facts={[
          [w.organization, organization],
          [
            w.email,
            email && (
              <a key="email" href={`mailto:${email}`}>
                {email}
              </a>
            ),
          ],
        ]}
      />
      <PartsOfTools person={person.data} />
      <Section title={w.groups} count={sharedGroups.length}>
        {sharedGroups.length === 0 && <p className="quiet">{w.noGroups}</p>}
        <List label={w.groups}>
          {sharedGroups.map((group) => (
            <Row
              key={group.id}
              href={paths.space(group.id)}
              lead={<SpaceMark space={group} size={32} />}
              title={group.name}
            />
          ))}
        </List>
      </Section>
      <Concerning person={id} name={fullName(person.data)} />
    </Page>
  )
}

function PartsOfTools({ person }: { person: Person }) {
  const tools = useTools()
  return (
    <Suspense fallback={null}>
      {tools.map(({ name, ofPerson }) => ofPerson && <ofPerson.part key={name} person={person} />)}
    </Suspense>
  )
}
