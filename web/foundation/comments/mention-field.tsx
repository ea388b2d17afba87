import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../../kernel/announce.ts'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark, Avatar } from '../../ui/avatar.tsx'
import field from '../../ui/field.module.css'
import menu from '../../ui/menu.module.css'
import styles from './comments.module.css'
import type { Mentioned } from './mentions.ts'
import { findMentionable, nameOf } from './mentions.ts'
import { words } from './words.ts'

type MentionFieldProps = {
  space: string
  label: string
  help: string
  value: string
  onChange: (value: string) => void
  onMention: (who: Mentioned) => void
  onSend: () => void
  autoFocus?: boolean
}

/** A text field in which `@` suggests the people and groups of the space. */
export function MentionField(props: MentionFieldProps) {
  const { space, label, help, value, onChange, onMention, onSend, autoFocus } = props
  const w = useWords(words)
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string>()
  const found = useFound(space, typed)
  const [at, setAt] = useState(0)
  const open = typed !== undefined && found.length > 0
  const chosen = open ? found[at] : undefined
  useEffect(() => {
    if (chosen) announce(nameOf(chosen))
  }, [chosen])
  const take = (who: Mentioned) => {
    const end = area.current?.selectionStart ?? value.length
    const start = value.lastIndexOf('@', end - 1)
    const name = `@${nameOf(who)} `
    // In one step, so that the next letter lands after the name, however fast it is typed.
    flushSync(() => {
      onChange(value.slice(0, start) + name + value.slice(end))
      onMention(who)
      setTyped(undefined)
    })
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
        aria-controls={open ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        aria-describedby={`${id}-help`}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(undefined)}
        onChange={(event) => {
          onChange(event.target.value)
          setAt(0)
          setTyped(mentionBefore(event.target.value, event.target.selectionStart))
        }}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={w.mentionList}
        className={`${menu.dropdown} ${styles.offers}`}
        hidden={!open}
      >
        {found.map((who, place) => (
          <li
            key={who.id}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === at}
            className={`${menu.item} ${place === at ? styles.offered : ''}`}
            onMouseDown={(event) => {
              event.preventDefault()
              take(who)
            }}
          >
            {who.card ? (
              <Avatar person={who.card} />
            ) : (
              <SpaceMark space={{ name: who.name ?? '', hue: who.hue }} />
            )}
            <span className={menu.text}>
              {nameOf(who)}
              <span className={menu.second}>
                {who.card
                  ? who.card.organization
                  : who.allMembers
                    ? w.everyone(who.count)
                    : w.group(who.count)}
              </span>
            </span>
          </li>
        ))}
      </ul>
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

function useFound(space: string, typed: string | undefined): readonly Mentioned[] {
  const [found, setFound] = useState<readonly Mentioned[]>([])
  useEffect(() => {
    if (typed === undefined) {
      setFound([])
      return undefined
    }
    let stale = false
    const timer = setTimeout(() => {
      findMentionable(space, typed)
        .then((items) => !stale && setFound(items))
        .catch(() => !stale && setFound([]))
    }, 120)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [space, typed])
  return found
}
