import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { PrincipalOffers } from '../../access/principal-offers.tsx'
import {
  findPrincipals,
  mostOffered,
  principalName,
  type Principal,
} from '../../access/principal.tsx'
import { useUnseenMention } from '../../access/unseen-mention.ts'
import field from '../../ui/field.module.css'
import styles from './comments.module.css'

type MentionFieldProps = {
  space: string
  item: string
  label: string
  help: string
  value: string
  onChange: (value: string) => void
  onMention: (who: Principal) => void
  onSend: () => void
  autoFocus?: boolean
}

/** A text field in which `@` suggests the people and groups of the space. */
export function MentionField(props: MentionFieldProps) {
  const { space, item, label, help, value, onChange, onMention, onSend, autoFocus } = props
  const id = useId()
  const tellUnseen = useUnseenMention({ space, id: item })
  const area = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string>()
  const found = useFound(space, item, typed)
  const [at, setAt] = useState(0)
  const open = typed !== undefined && found.length > 0
  const take = (who: Principal) => {
    const end = area.current?.selectionStart ?? value.length
    const start = value.lastIndexOf('@', end - 1)
    const name = `@${principalName(who)} `
    // In one step, so that the next letter lands after the name, however fast it is typed.
    flushSync(() => {
      onChange(value.slice(0, start) + name + value.slice(end))
      onMention(who)
      setTyped(undefined)
    })
    tellUnseen(who)
    area.current?.focus()
    area.current?.setSelectionRange(start + name.length, start + name.length)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return onSend()
    if (!open) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const who = found[at]
    if (step) setAt((at + step + found.length) % found.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && who) take(who)
    else if (event.key === 'Escape') setTyped(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.mentionField}>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={area}
        id={id}
        rows={3}
        className={field.input}
        value={value}
        maxLength={10_000}
        autoFocus={autoFocus}
        aria-autocomplete="list"
        aria-describedby={`${id}-help`}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(undefined)}
        onChange={(event) => {
          onChange(event.target.value)
          setAt(0)
          setTyped(mentionBefore(event.target.value, event.target.selectionStart))
        }}
      />
      {open && (
        <PrincipalOffers
          items={found}
          at={at}
          onTake={take}
          field={() => area.current}
          className={styles.offers}
        />
      )}
      <p className={field.help} id={`${id}-help`}>
        {help}
      </p>
    </div>
  )
}

/** The text typed after an `@` that begins a word; undefined outside a mention. */
function mentionBefore(text: string, end: number): string | undefined {
  return /(?:^|\s)@([^\s@][^@\n]{0,40}|)$/.exec(text.slice(0, end))?.[1]
}

function useFound(space: string, item: string, typed: string | undefined): readonly Principal[] {
  const [found, setFound] = useState<readonly Principal[]>([])
  useEffect(() => {
    if (typed === undefined) {
      setFound([])
      return undefined
    }
    let stale = false
    const timer = setTimeout(() => {
      findPrincipals({ space, item }, typed)
        .then((items) => !stale && setFound(items.slice(0, mostOffered)))
        .catch(() => !stale && setFound([]))
    }, 120)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [space, item, typed])
  return found
}
