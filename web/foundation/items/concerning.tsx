import { useLongList } from '../../kernel/long-list.ts'
import { paths } from '../../kernel/paths.ts'
import { useKindIcon } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { words } from './words.ts'

type ConcerningProps =
  | { person: string; name: string; group?: undefined }
  | { group: string; name?: undefined; person?: undefined }

const query = { limit: 6 }

/** The items that concern a person or a group, of those that the reader may see; nothing where there are none. */
export function Concerning({ name, person, group }: ConcerningProps) {
  const w = useWords(words)
  const iconOf = useKindIcon()
  const ofPerson = useLongList(
    '/api/people/{person}/concerned-by',
    { path: { person: person ?? '' }, query },
    { enabled: person !== undefined },
  )
  const ofGroup = useLongList(
    '/api/groups/{group}/concerned-by',
    { path: { group: group ?? '' }, query },
    { enabled: group !== undefined },
  )
  const { items = [], more } = person === undefined ? ofGroup : ofPerson
  const { onMore, busy } = more
  if (items.length === 0) return null
  const title = name === undefined ? w.concerningGroup : w.concerning(name)
  return (
    <Section title={title}>
      <List label={title}>
        {items.map((item) => {
          const Icon = iconOf(item)
          const { id, space, tool, container, changedAt } = item
          return (
            <Row
              key={id}
              href={paths.item(space.id, tool, id)}
              lead={<Icon size={20} aria-hidden />}
              title={item.title}
              second={[space.name || w.privateSpace, container.name].filter(Boolean).join(' · ')}
              meta={<RelativeTime at={changedAt} />}
            />
          )
        })}
      </List>
      {onMore && (
        <Button look="quiet" busy={busy} onClick={onMore}>
          {w.moreConcerning}
        </Button>
      )}
    </Section>
  )
}
