import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { useFormat } from '../kernel/format.ts'
import { useLongList } from '../kernel/long-list.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName } from '../ui/avatar.tsx'
import { GuestBadge } from '../ui/badges.tsx'
import { Button } from '../ui/button.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { ErrorState } from '../ui/states.tsx'
import { useVerbs } from './levels.ts'
import styles from './access.module.css'
import { Reach } from './reach.tsx'
import type { AudienceAnswer, Seer, Thing } from './thing.ts'
import { Change, useWays, WayDialog, type Way, type Ways } from './ways.tsx'
import { words } from './words.ts'

type WhoCanSeeProps = { thing: Thing; opened: boolean; onClose: () => void }

/** Everybody who can see it, what each can do, why, and where that is changed (A8). */
export function WhoCanSee({ opened, ...props }: WhoCanSeeProps) {
  return opened ? <Opened {...props} /> : null
}

function Opened({ thing, onClose }: Omit<WhoCanSeeProps, 'opened'>) {
  const w = useWords(words)
  const ways = useWays(thing)
  const [looked, setLooked] = useState<Seer['card']>()
  const [way, setWay] = useState<Way>()
  const links = { thing, ways, onLook: setLooked, onChange: setWay }
  return (
    <>
      <SidePanel opened onClose={onClose} title={w.whoCanSee}>
        {looked ? (
          <ReachOf space={thing.space} person={looked} onBack={() => setLooked(undefined)} />
        ) : thing.item === undefined ? (
          <OfContainer {...links} container={thing.container} />
        ) : (
          <OfItem {...links} item={thing.item} />
        )}
      </SidePanel>
      <WayDialog ways={ways} way={way} onClose={() => setWay(undefined)} />
    </>
  )
}

type ReachOfProps = { space: string; person: Seer['card']; onBack: () => void }

function ReachOf({ space, person, onBack }: ReachOfProps) {
  const w = useWords(words)
  const title = useRef<HTMLHeadingElement>(null)
  // The pressed button is gone: focuses the content that replaced it.
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <div>
        <Button small look="quiet" icon={ArrowLeft} onClick={onBack}>
          {w.back}
        </Button>
      </div>
      <h3 ref={title} tabIndex={-1}>
        {w.reachOf(fullName(person))}
      </h3>
      <Reach space={space} person={person.id} />
    </>
  )
}

type Links = {
  thing: Thing
  ways: Ways
  onLook: (card: Seer['card']) => void
  onChange: (way: Way) => void
}

function OfContainer({ container, ...links }: Links & { container: string }) {
  const path = { space: links.thing.space, container }
  const list = useLongList('/api/spaces/{space}/containers/{container}/audience', { path })
  return <Seers list={list} {...links} />
}

function OfItem({ item, ...links }: Links & { item: string }) {
  const path = { space: links.thing.space, item }
  const list = useLongList('/api/spaces/{space}/items/{item}/audience', { path })
  return <Seers list={list} {...links} />
}

type SeersProps = Links & { list: Listed }

type Listed = Pick<
  ReturnType<typeof useLongList<'/api/spaces/{space}/items/{item}/audience'>>,
  'first' | 'items' | 'isError' | 'error' | 'refetch' | 'more'
>

/** Guests and people with a reason of their own first; the other members as a number, their names on request. */
function Seers({ list, ...links }: SeersProps) {
  const w = useWords(words)
  const { onMore, busy } = list.more
  useEffect(() => {
    // The numbers are of everybody.
    if (!busy) onMore?.()
  }, [onMore, busy])
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.first || !list.items) return <ListSkeleton />
  const apart = list.items.filter((seer) => !isAlike(seer))
  const alike = list.items.filter(isAlike)
  return (
    <>
      <Counts audience={list.first} />
      {alike.length > 0 && apart.length > 0 && <h3>{w.apart}</h3>}
      <SeerRows seers={apart} {...links} />
      {onMore ? <ListSkeleton rows={2} /> : <Alike seers={alike} {...links} />}
    </>
  )
}

/** Has the rights of every member, for no other reason. */
function isAlike({ card, because }: Seer): boolean {
  return !card.guest && because.every(({ kind }) => kind === 'all-members')
}

/** What a seer can do with the thing, in the verbs of its tool. */
function useMay({ thing, ways }: Pick<Links, 'thing' | 'ways'>): (seer: Seer) => string {
  const verbs = useVerbs(ways.tool)
  return ({ rights, readOnly }) => verbs(rights, { item: thing.item !== undefined, readOnly })
}

/** The reasons beyond those of every member, if there are any. */
function ofTheirOwn(because: Seer['because']): Seer['because'] {
  const own = because.filter(({ kind }) => kind !== 'all-members')
  return own.length > 0 ? own : because
}

type RowsProps = Links & { seers: readonly Seer[] }

function SeerRows({ seers, ...links }: RowsProps) {
  if (seers.length === 0) return null
  return (
    <ul className={styles.seers}>
      {seers.map((seer) => (
        <SeerRow key={seer.card.id} seer={seer} {...links} />
      ))}
    </ul>
  )
}

/** “188 members can read and comment”, for each of the rights that members have here. */
function Alike({ seers, ...links }: RowsProps) {
  const may = useMay(links)
  return [...Map.groupBy(seers, may)].map(([verbs, some]) => (
    <AlikeMembers key={verbs} may={verbs} seers={some} {...links} />
  ))
}

function AlikeMembers({ may, seers, ...links }: RowsProps & { may: string }) {
  const w = useWords(words)
  const [named, setNamed] = useState(false)
  const [search, setSearch] = useState('')
  const found = seers.filter(({ card }) => isFound(search, fullName(card)))
  const { thing, ways, onChange } = links
  const said = w.membersMay(seers.length, may)
  return (
    <>
      <h3>{said}</h3>
      <div className={styles.links}>
        <button
          type="button"
          className={styles.textButton}
          aria-expanded={named}
          onClick={() => setNamed(!named)}
        >
          {w.showNames}
        </button>
        <Change
          space={thing.space}
          ways={ways.of(seers.flatMap(({ because }) => because))}
          whose={said}
          onOpen={onChange}
        />
      </div>
      {named && seers.length > 10 && (
        <SearchField label={w.findName} value={search} onChange={setSearch} pause={0} />
      )}
      {named && <SeerRows seers={found.slice(0, mostShown)} {...links} />}
      {named && found.length > mostShown && <p className="quiet">{w.findName}…</p>}
    </>
  )
}

/** More rows are found by name. */
const mostShown = 200

function Counts({ audience }: { audience: AudienceAnswer }) {
  const w = useWords(words)
  const format = useFormat()
  const { total, guests, guestOrganizations, everyone } = audience
  if (total <= 1) return <p>{w.onlyYou}</p>
  return (
    <p>
      <strong>{w.count(total)}.</strong>{' '}
      {guests > 0 && w.guestsInside(guests, format.list(guestOrganizations))}{' '}
      {everyone && w.everyone}
    </p>
  )
}

function SeerRow({ seer, ...links }: Links & { seer: Seer }) {
  const w = useWords(words)
  const format = useFormat()
  const may = useMay(links)
  const { card, because } = seer
  const { thing, ways, onLook, onChange } = links
  const reasons = [...new Set(because.map((one) => reasonOf(one, w)))]
  const name = fullName(card)
  return (
    <li className={styles.seer}>
      <Avatar person={card} size={32} />
      <div className={styles.seerText}>
        <span className={styles.seerName}>
          {name} {card.guest && <GuestBadge organization={card.organization} />}
        </span>
        <span className={styles.seerWhy}>
          {w.may(may(seer))} · {format.list(reasons)}
        </span>
        <div className={styles.links}>
          {!isAlike(seer) && (
            <Change
              space={thing.space}
              ways={ways.of(ofTheirOwn(because))}
              whose={name}
              onOpen={onChange}
            />
          )}
          <button type="button" className={styles.textButton} onClick={() => onLook(card)}>
            {w.reach}
            <span className="for-readers-only"> ({name})</span>
          </button>
        </div>
      </div>
    </li>
  )
}

type Words = (typeof words)['en']

function reasonOf({ kind, via, on }: Seer['because'][number], w: Words): string {
  const why =
    kind === 'through-group' ? w.because['through-group'](via?.name ?? w.group) : w.because[kind]
  return kind === 'by-name' ? `${why} ${w.on[on]}` : why
}
