import { Audience } from '../../access/audience.tsx'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { SpaceChip } from '../../ui/space-chip.tsx'
import type { Detail, Item } from './item.ts'
import styles from './item.module.css'
import { useItemPlace } from './item-place.ts'
import { words } from './item-words.ts'
import { useFollow } from './marks.tsx'
import { words as itemWords } from './words.ts'

type DetailsProps = { item: Item; more: readonly Detail[] }

/** What is known of an item besides its content. */
export function Details({ item, more }: DetailsProps) {
  const w = useWords(words)
  const format = useFormat()
  const { space, id, tool, author, createdAt, changedAt, changedBy, validated, tags } = item
  const address = location.origin + paths.item(space, tool, id)
  const act = (at: string, who: Item['author']) => (
    <>
      <time dateTime={at}>{format.dateTime(at)}</time> · {fullName(who)}
    </>
  )
  const rows: (Detail | false | null)[] = [
    { label: w.where, value: <Where item={item} /> },
    { label: w.created, value: act(createdAt, author) },
    { label: w.lastChange, value: act(changedAt, changedBy) },
    validated && { label: w.validated, value: act(validated.at, validated.by) },
    ...more,
    tags.length > 0 && { label: w.tags, value: format.list(tags) },
    { label: w.seenBy, value: <Audience space={space} item={id} /> },
    { label: w.following, value: <Following item={item} /> },
    {
      label: w.address,
      value: (
        <>
          <span className="small">{address}</span>
          <CopyButton text={address} label={w.copyLink} />
        </>
      ),
    },
  ]
  return (
    <dl className={styles.details}>
      {rows.map(
        (row) =>
          row && (
            <div key={row.label}>
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function Where({ item }: { item: Item }) {
  const w = useWords(itemWords)
  const space = useSpace(item.space)
  const name = space?.kind === 'private' ? w.privateSpace : space?.name
  const place = useItemPlace(item)
  return (
    <>
      {space && name && <SpaceChip space={{ ...space, name }} href={paths.space(space.id)} />}
      <a href={place.href}>{place.name}</a>
    </>
  )
}

function Following({ item: { space, id, following } }: { item: Item }) {
  const w = useWords(words)
  const { icon, label, run } = useFollow({ space, item: id, on: following })
  return (
    <>
      {following ? w.yes : w.no}
      <Button small icon={icon} onClick={run}>
        {label}
      </Button>
    </>
  )
}
