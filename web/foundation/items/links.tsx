import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import {
  PrincipalMark,
  PrincipalPicker,
  principalName,
  useSpaceFacts,
  type Principal,
} from '../../access/principal.tsx'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { paths } from '../../kernel/paths.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { Picker } from '../../ui/picker.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { CannotOpen } from './cannot-open.tsx'
import styles from './items.module.css'
import { words } from './words.ts'

type Ref = Answer<'get', '/api/recent'>['items'][number]
type Found = Answer<'get', '/api/spaces/{space}/items/{item}/links'>
type Link = Found['out'][number]
type LinkType = NonNullable<Link['type']>
type Concerned = Found['concerns'][number]
type LinksProps = { space: string; item: string; mayEdit: boolean }

/** The types that say something else from the other end. */
const directed = ['concerns', 'continues', 'replaces'] as const
export const linkTypes = ['related', ...directed] as const

/** What this item is linked with, and what links to it, as far as I may see it (N). */
export function Links({ space, item, mayEdit }: LinksProps) {
  const w = useWords(words)
  const path = { space, item }
  const links = useQuery({
    ...load('/api/spaces/{space}/items/{item}/links', { path }),
    meta: { shows: 'space' },
  })
  const add = useAct(
    ({ to, type }: { to: Ref; type: LinkType }) =>
      send('post', '/api/spaces/{space}/items/{item}/links', {
        path,
        body: { toSpace: to.space.id, toItem: to.id, type },
      }),
    { refresh: [[space]] },
  )
  const remove = useAct(
    (to: Link) =>
      send('delete', '/api/spaces/{space}/items/{item}/links/{toSpace}/{toItem}', {
        path: { ...path, toSpace: to.space.id, toItem: to.id },
      }),
    {
      refresh: [[space]],
      done: (_, to) =>
        void tellUndo(w.unlinked(to.title), () => add.mutate({ to, type: to.type ?? 'related' })),
    },
  )
  if (links.isPending) return <ListSkeleton rows={3} />
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />
  const { out, back, concerns } = links.data
  const symmetric = [...out, ...back].filter(({ type }) => type === 'related')
  const outOf = (type: LinkType | 'text') => out.filter((each) => isOf(each, type))
  const backOf = (type: LinkType | 'text') => back.filter((each) => isOf(each, type))
  const list = (title: string, refs: readonly Link[], end: 'out' | 'back') =>
    refs.length > 0 && (
      <LinkList
        key={title}
        title={title}
        refs={refs}
        from={mayEdit && end === 'out' ? { space, id: item } : undefined}
        onRemove={(to) => remove.mutate(to)}
        mayRemove={(to) => mayEdit && out.includes(to) && to.type !== null}
      />
    )
  return (
    <>
      {mayEdit && <NewLink onTake={(to, type) => add.mutate({ to, type })} without={item} />}
      <Concerns {...{ space, item, mayEdit, concerns }} />
      {directed.map((type) => list(w.linkTitles[type], outOf(type), 'out'))}
      {list(w.linkTitles.related, symmetric, 'out')}
      {list(w.linkTitles.text, outOf('text'), 'out')}
      {([...directed, 'text'] as const).map((type) =>
        list(w.backTitles[type], backOf(type), 'back'),
      )}
      {out.length + back.length + concerns.length === 0 && <p className="quiet">{w.noLinks}</p>}
    </>
  )
}

/** A link that is only in the text has no type. */
function isOf(link: Link, type: LinkType | 'text'): boolean {
  return type === 'text' ? link.type === null : link.type === type
}

type LinkListProps = {
  title: string
  refs: readonly Link[]
  /** The linking item, where readers who cannot open the linked one are told. */
  from: { space: string; id: string } | undefined
  mayRemove: (to: Link) => boolean
  onRemove: (to: Link) => void
}

function LinkList({ title, refs, from, mayRemove, onRemove }: LinkListProps) {
  const w = useWords(words)
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.links}>
        {refs.map((ref) => (
          <li key={ref.id}>
            <SpaceMark space={ref.space} size={20} />
            <a href={paths.item(ref.space.id, ref.tool, ref.id)}>{ref.title}</a>
            <span className="quiet small">{ref.space.name || w.privateSpace}</span>
            {mayRemove(ref) && (
              <IconButton
                small
                icon={X}
                label={w.removeLink(ref.title)}
                onClick={() => onRemove(ref)}
              />
            )}
            {from && (
              <CannotOpen from={from} to={{ space: ref.space.id, id: ref.id, title: ref.title }} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type ConcernsProps = LinksProps & { concerns: readonly Concerned[] }

/** The people and groups that the item concerns. */
function Concerns({ space, item, mayEdit, concerns }: ConcernsProps) {
  const w = useWords(words)
  const facts = useSpaceFacts(space)
  const path = { space, item }
  const add = useAct(
    ({ kind, id }: Subject) =>
      send('post', '/api/spaces/{space}/items/{item}/concerns', {
        path,
        body: { kind, concerned: id },
      }),
    { refresh: [[space]] },
  )
  const remove = useAct(
    ({ id }: Concerned) =>
      send('delete', '/api/spaces/{space}/items/{item}/concerns/{concerned}', {
        path: { ...path, concerned: id },
      }),
    {
      refresh: [[space]],
      done: (_, who) => void tellUndo(w.unlinked(principalName(who)), () => add.mutate(who)),
    },
  )
  return (
    <>
      {mayEdit && (
        <PrincipalPicker
          space={facts}
          label={w.addConcerned}
          value={[]}
          onChange={([pick]) => pick && add.mutate(pick.principal)}
          without={concerns.map(({ id }) => id)}
        />
      )}
      {concerns.length > 0 && (
        <section>
          <h3>{w.concernedTitle}</h3>
          <ul className={styles.links}>
            {concerns.map((who) => (
              <li key={who.id}>
                <PrincipalMark principal={asPrincipal(who)} />
                <a href={who.kind === 'person' ? paths.person(who.id) : paths.groupAbout(who.id)}>
                  {principalName(who)}
                </a>
                {mayEdit && (
                  <IconButton
                    small
                    icon={X}
                    label={w.removeLink(principalName(who))}
                    onClick={() => remove.mutate(who)}
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

type Subject = { kind: 'person' | 'group'; id: string }

function asPrincipal(who: Concerned): Principal {
  return { ...who, allMembers: false, count: 1 }
}

type ItemPick = Pick & { ref: Ref }
type NewLinkProps = { onTake: (ref: Ref, type: LinkType) => void; without: string }

function NewLink({ onTake, without }: NewLinkProps): ReactNode {
  const w = useWords(words)
  const [type, setType] = useState<LinkType>('related')
  const find = async (typed: string): Promise<ItemPick[]> => {
    if (!typed) return []
    const found = await send('get', '/api/search', { query: { q: typed } })
    return found.items
      .filter(({ id }) => id !== without)
      .map((ref) => ({
        key: ref.id,
        label: ref.title,
        second: ref.space.name || w.privateSpace,
        lead: <SpaceMark space={ref.space} size={20} />,
        ref,
      }))
  }
  return (
    <>
      <SelectField
        name="type"
        label={w.linkType}
        value={type}
        onChange={(chosen) => setType(chosen as LinkType)}
        options={linkTypes.map((each) => ({ value: each, label: w.linkTypes[each] }))}
      />
      <Picker
        name="link"
        label={w.addLink}
        help={w.addLinkHelp}
        placeholder={w.findItem}
        value={[]}
        onChange={([pick]: readonly ItemPick[]) => pick && onTake(pick.ref, type)}
        find={find}
      />
    </>
  )
}
