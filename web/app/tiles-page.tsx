import { ListOrdered, Trash2 } from 'lucide-react'
import { useGroupPages, WithGroup } from '../foundation/groups/group-frame.tsx'
import type { Group } from '../foundation/groups/group.ts'
import { words as itemWords } from '../foundation/items/words.ts'
import { useParam } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe, useSpace } from '../kernel/session.ts'
import { useTitle } from '../kernel/title.ts'
import { useWords } from '../kernel/words.ts'
import { UnreadCount } from '../ui/badges.tsx'
import { IconButton } from '../ui/button.tsx'
import { Page, Section } from '../ui/page.tsx'
import { useNameOf } from './context-selector.tsx'
import type { Place } from './navigation.tsx'
import { usePlacesEverywhere, useSpacePlaces } from './navigation.tsx'
import { openArrange } from './overlays.ts'
import styles from './tiles.module.css'
import { words } from './words.ts'

/** Everything that a space has, as tiles: what the rail shows at a desk. */
export function TilesPage() {
  const space = useSpace(useParam('space'))
  const nameOf = useNameOf()
  if (space?.kind === 'private') return <Tiles space={space} name={nameOf(space)} pages={[]} />
  return <WithGroup>{(group) => <GroupTiles group={group} space={space} />}</WithGroup>
}

type GroupTilesProps = { group: Group; space: MySpace | undefined }

function GroupTiles({ group, space }: GroupTilesProps) {
  return <Tiles space={space} name={group.name} pages={useGroupPages(group)} />
}

type Tile = Pick<Place, 'label' | 'href' | 'icon' | 'unread'>

/** `space` is missing for people who govern a group from outside: they see the pages about it. */
type TilesProps = { space: MySpace | undefined; name: string; pages: readonly Tile[] }

function Tiles({ space, name, pages }: TilesProps) {
  const w = useWords(words)
  const trash = useWords(itemWords).trash
  const { overview, pinned, more } = useSpacePlaces(space)
  const tools = [...overview, ...pinned, ...more]
  const everywhere = usePlacesEverywhere(useMe())
  const ofSpace = space ? [{ label: trash, href: paths.trash(space.id), icon: Trash2 }] : []
  useTitle(w.space, name)
  return (
    <Page
      title={name}
      actions={<IconButton icon={ListOrdered} label={w.arrange} onClick={openArrange} />}
    >
      {tools.length > 0 && <TileList label={w.toolsOf(name)} tiles={tools} />}
      <Section title={w.aboutSpace}>
        <TileList label={w.aboutSpace} tiles={[...pages, ...ofSpace]} />
      </Section>
      <Section title={w.everywhere}>
        <TileList label={w.everywhere} tiles={everywhere} />
      </Section>
    </Page>
  )
}

function TileList({ label, tiles }: { label: string; tiles: readonly Tile[] }) {
  return (
    <ul className={styles.tiles} aria-label={label}>
      {tiles.map(({ label, href, icon: Icon, unread = 0 }) => (
        <li key={href}>
          <a className={styles.tile} href={href}>
            <Icon size={22} aria-hidden />
            <span>{label}</span>
            <UnreadCount count={unread} />
          </a>
        </li>
      ))}
    </ul>
  )
}
