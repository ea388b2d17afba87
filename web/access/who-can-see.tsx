import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../kernel/format.ts'
import { useLongList } from '../kernel/long-list.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName } from '../ui/avatar.tsx'
import { GuestBadge } from '../ui/badges.tsx'
import { Button } from '../ui/button.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { ErrorState } from '../ui/states.tsx'
import { LevelWords } from './levels.tsx'
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
  return <Seers list={list} onLook={onLook} />
}

function OfItem({ space, item, onLook }: Look & { space: string; item: string }) {
  const path = { space, item }
  const list = useLongList('/api/spaces/{space}/items/{item}/audience', { path })
  return <Seers list={list} onLook={onLook} />
}

type Listed = Pick<
  ReturnType<typeof useLongList<'/api/spaces/{space}/items/{item}/audience'>>,
  'first' | 'items' | 'isError' | 'error' | 'refetch' | 'more'
>

function Seers({ list, onLook }: Look & { list: Listed }) {
  const w = useWords(words)
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.first || !list.items) return <ListSkeleton />
  const { onMore, busy } = list.more
  return (
    <>
      <Counts audience={list.first} />
      <ul className={styles.seers}>
        {list.items.map((seer) => (
          <SeerRow key={seer.card.id} seer={seer} onLook={onLook} />
        ))}
      </ul>
      {onMore && (
        <Button busy={busy} onClick={onMore}>
          {w.more(list.first.total - list.items.length)}
        </Button>
      )}
    </>
  )
}

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

function SeerRow({ seer, onLook }: Look & { seer: Seer }) {
  const w = useWords(words)
  const format = useFormat()
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
          <LevelWords level={seer.level} rights={seer.rights} /> · {format.list(reasons)}
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
