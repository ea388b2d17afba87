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
import { useVerbs } from './levels.tsx'
import styles from './access.module.css'
import { Reach } from './reach.tsx'
import type { AudienceAnswer, Seer, Thing } from './thing.ts'
import { words } from './words.ts'

type WhoCanSeeProps = { thing: Thing; opened: boolean; onClose: () => void }

/** Everybody who can see it, at what level, and why (A8). */
export function WhoCanSee({ thing, opened, onClose }: WhoCanSeeProps) {
  const w = useWords(words)
  const [looked, setLooked] = useState<Seer['card']>()
  return (
    <SidePanel opened={opened} onClose={onClose} title={w.whoCanSee}>
      {looked ? (
        <ReachOf space={thing.space} person={looked} onBack={() => setLooked(undefined)} />
      ) : thing.item === undefined ? (
        <OfContainer space={thing.space} container={thing.container} onLook={setLooked} />
      ) : (
        <OfItem space={thing.space} item={thing.item} onLook={setLooked} />
      )}
    </SidePanel>
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

type Look = { onLook: (card: Seer['card']) => void }

function OfContainer({ space, container, onLook }: Look & { space: string; container: string }) {
  const path = { space, container }
  const list = useLongList('/api/spaces/{space}/containers/{container}/audience', { path })
  return <Seers list={list} isItem={false} onLook={onLook} />
}

function OfItem({ space, item, onLook }: Look & { space: string; item: string }) {
  const path = { space, item }
  const list = useLongList('/api/spaces/{space}/items/{item}/audience', { path })
  return <Seers list={list} isItem onLook={onLook} />
}

type SeersProps = Look & { list: Listed; isItem: boolean }

type Listed = Pick<
  ReturnType<typeof useLongList<'/api/spaces/{space}/items/{item}/audience'>>,
  'first' | 'items' | 'isError' | 'error' | 'refetch' | 'more'
>

/** Guests and people with a reason of their own first; the other members as a number, their names on request. */
function Seers({ list, isItem, onLook }: SeersProps) {
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
      <SeerRows seers={apart} isItem={isItem} onLook={onLook} />
      {onMore ? <ListSkeleton rows={2} /> : <Alike seers={alike} isItem={isItem} onLook={onLook} />}
    </>
  )
}

/** Has the rights of every member, for no other reason. */
function isAlike({ card, because }: Seer): boolean {
  return !card.guest && because.every(({ kind }) => kind === 'all-members')
}

type RowsProps = Look & { seers: readonly Seer[]; isItem: boolean }

function SeerRows({ seers, isItem, onLook }: RowsProps) {
  if (seers.length === 0) return null
  return (
    <ul className={styles.seers}>
      {seers.map((seer) => (
        <SeerRow key={seer.card.id} seer={seer} isItem={isItem} onLook={onLook} />
      ))}
    </ul>
  )
}

/** “188 members can read and comment”, for each of the rights that members have here. */
function Alike({ seers, isItem, onLook }: RowsProps) {
  const verbs = useVerbs()
  const kinds = Map.groupBy(seers, (seer) => verbs({ ...seer, item: isItem }))
  return [...kinds].map(([may, some]) => (
    <AlikeMembers key={may} may={may} seers={some} isItem={isItem} onLook={onLook} />
  ))
}

function AlikeMembers({ may, seers, isItem, onLook }: RowsProps & { may: string }) {
  const w = useWords(words)
  const [named, setNamed] = useState(false)
  const [search, setSearch] = useState('')
  const found = seers.filter(({ card }) => isFound(search, fullName(card)))
  return (
    <>
      <h3>{w.membersMay(seers.length, may)}</h3>
      <div>
        <Button small aria-expanded={named} onClick={() => setNamed(!named)}>
          {w.showNames}
        </Button>
      </div>
      {named && seers.length > 10 && (
        <SearchField label={w.findName} value={search} onChange={setSearch} pause={0} />
      )}
      {named && <SeerRows seers={found.slice(0, mostShown)} isItem={isItem} onLook={onLook} />}
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

function SeerRow({ seer, isItem, onLook }: Look & { seer: Seer; isItem: boolean }) {
  const w = useWords(words)
  const format = useFormat()
  const verbs = useVerbs()
  const { card, because } = seer
  const reasons = [...new Set(because.map((one) => reasonOf(one, w)))]
  return (
    <li className={styles.seer}>
      <Avatar person={card} size={32} />
      <div className={styles.seerText}>
        <span className={styles.seerName}>
          {fullName(card)} {card.guest && <GuestBadge organization={card.organization} />}
        </span>
        <span className={styles.seerWhy}>
          {w.may(verbs({ ...seer, item: isItem }))} · {format.list(reasons)}
        </span>
        <button type="button" className={styles.textButton} onClick={() => onLook(card)}>
          {w.reach}
          <span className="for-readers-only"> ({fullName(card)})</span>
        </button>
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
