import { useQuery } from '@tanstack/react-query'
import { load } from '../../../web/kernel/api.ts'
import { paths } from '../../../web/kernel/paths.ts'
import { useWords } from '../../../web/kernel/words.ts'
import { List, Row } from '../../../web/ui/list.tsx'
import { Section } from '../../../web/ui/page.tsx'
import './doors.ts'
import { words } from './words.ts'

/** The papers that were changed last, on the overview of a group. */
export function ShelvesOverview({ space }: { space: string }) {
  const w = useWords(words)
  const newest = useQuery(load('/api/spaces/{space}/papers', { path: { space } }))
  return (
    <Section title={w.newest}>
      <List label={w.newest}>
        {newest.data?.items.slice(0, 6).map(({ id, title }) => (
          <Row key={id} href={paths.item(space, 'shelves', id)} title={title} />
        ))}
      </List>
    </Section>
  )
}
