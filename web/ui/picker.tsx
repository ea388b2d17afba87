import { Combobox, useCombobox } from '@mantine/core'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useWords } from '../kernel/words.ts'
import { GuestBadge } from './badges.tsx'
import type { FieldFrame } from './field.tsx'
import { Field } from './field.tsx'
import { Headless } from './headless.tsx'
import menu from './menu.module.css'
import styles from './picker.module.css'
import { words } from './words.ts'

export type Pick = {
  key: string
  label: string
  second?: string | undefined
  lead?: ReactNode
  /** Why this one cannot be chosen. */
  reason?: string | undefined
  /** A person from outside: said beside the name. */
  guest?: boolean | undefined
}

/** Matches, and the cursor of more of them. */
export type Found<P> = { items: readonly P[]; next: string | null }
type Find<P> = (typed: string, after?: string) => Promise<readonly P[] | Found<P>>

type PickerProps<P extends Pick> = FieldFrame & {
  name: string
  value: readonly P[]
  onChange: (value: readonly P[]) => void
  /** Returns matches for the typed text, all or a page of them; called again while the user types. */
  find: Find<P>
  /** Turns typed text without a match into an option: an e-mail address becomes a person to invite. */
  fromTyped?: (typed: string) => P | undefined
  single?: boolean
  placeholder?: string
  /** It has the focus when its dialog opens. */
  'data-autofocus'?: boolean
}

/** Finds people, groups or anything else by typing: one or several. */
export function Picker<P extends Pick>(props: PickerProps<P>) {
  const { name, value, onChange, find, fromTyped, single, placeholder } = props
  const { label, help, error, optional } = props
  const w = useWords(words)
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const [typed, setTyped] = useState('')
  const { found, busy, more } = useFound(find, typed, box.dropdownOpened)
  const own = fromTyped?.(typed.trim())
  const taken = new Set(value.map(({ key }) => key))
  const options = [...found, ...(own ? [own] : [])].filter(
    ({ key }, place, all) => !taken.has(key) && all.findIndex((one) => one.key === key) === place,
  )

  const take = (key: string) => {
    if (key === moreKey) return more?.()
    const option = options.find((one) => one.key === key)
    if (!option || option.reason) return
    onChange(single ? [option] : [...value, option])
    setTyped('')
    box.closeDropdown() // it would cover the fields below
  }
  // Enter takes the one match, even if it was pressed before the answer came.
  const [asked, ask] = useState<string>()
  const [only, ...others] = options.filter(({ reason }) => !reason)
  const match = only && others.length === 0 && !more && typed.trim() !== '' ? only.key : undefined
  useEffect(() => {
    if (busy || asked === undefined) return
    ask(undefined)
    if (asked === typed && match !== undefined) take(match)
    // The other values are those of the same rendering.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [busy, asked])
  const drop = (key: string) => onChange(value.filter((one) => one.key !== key))

  return (
    <Field {...{ label, help, error, optional: optional ?? false, name }}>
      {(control) => (
        <Headless>
          <Combobox
            store={box}
            onOptionSubmit={take}
            zIndex={300}
            offset={4}
            width="target"
            transitionProps={{ duration: 0 }}
            classNames={{
              dropdown: `${menu.dropdown} ${styles.dropdown}`,
              options: styles.options,
              option: menu.item,
            }}
          >
            <Combobox.DropdownTarget>
              <div
                className={styles.box}
                role="presentation"
                onClick={(event) => event.currentTarget.querySelector('input')?.focus()}
              >
                {value.map((one) => (
                  <span key={one.key} className={styles.chip}>
                    {one.lead}
                    <span>{one.label}</span>
                    {one.guest && <GuestBadge />}
                    <button
                      type="button"
                      className={styles.remove}
                      aria-label={w.remove(one.label)}
                      onClick={() => drop(one.key)}
                    >
                      <X size={14} aria-hidden />
                    </button>
                  </span>
                ))}
                <Combobox.EventsTarget withExpandedAttribute>
                  <input
                    {...control}
                    data-autofocus={props['data-autofocus']}
                    role="combobox"
                    className={styles.input}
                    value={typed}
                    autoComplete="off"
                    placeholder={value.length === 0 ? (placeholder ?? w.keepTyping) : undefined}
                    onFocus={() => box.openDropdown()}
                    onClick={() => box.openDropdown()}
                    onBlur={() => {
                      box.closeDropdown()
                      if (own && !own.reason) take(own.key)
                    }}
                    onChange={(event) => {
                      setTyped(event.target.value)
                      box.openDropdown()
                      box.updateSelectedOptionIndex()
                    }}
                    onKeyDown={(event) => {
                      const last = value.at(-1)
                      // Enter chooses the typed address; it never submits the form with half a name in it.
                      if (event.key === 'Enter' && typed && box.getSelectedOptionIndex() < 0) {
                        event.preventDefault()
                        if (own) take(own.key)
                        else ask(typed)
                      }
                      if (event.key === 'Backspace' && typed === '' && last) drop(last.key)
                      if (own && [',', ';'].includes(event.key)) {
                        event.preventDefault()
                        take(own.key)
                      }
                    }}
                  />
                </Combobox.EventsTarget>
              </div>
            </Combobox.DropdownTarget>
            <Combobox.Dropdown>
              <Combobox.Options>
                {options.map((option) => (
                  <Combobox.Option
                    key={option.key}
                    value={option.key}
                    disabled={Boolean(option.reason)}
                  >
                    {option.lead}
                    <span className={menu.text}>
                      {option.label} {option.guest && <GuestBadge />}
                      <span className={menu.second}>{option.reason ?? option.second}</span>
                    </span>
                  </Combobox.Option>
                ))}
                {more && (
                  <Combobox.Option value={moreKey} className={styles.more}>
                    {w.loadMore}
                  </Combobox.Option>
                )}
                {options.length === 0 && (
                  <div className={styles.empty}>
                    {busy ? w.searching : typed ? w.nothingFoundFor(typed) : w.keepTyping}
                  </div>
                )}
              </Combobox.Options>
            </Combobox.Dropdown>
          </Combobox>
        </Headless>
      )}
    </Field>
  )
}

/** The value of the option that loads the next page. */
const moreKey = 'more'

function useFound<P>(find: Find<P>, typed: string, open: boolean) {
  const [found, setFound] = useState<Found<P>>(nothing)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!open) return undefined
    let stale = false
    setBusy(true)
    const timer = setTimeout(() => {
      find(typed.trim())
        .then((answer) => !stale && setFound(paged(answer)))
        .catch(() => !stale && setFound(nothing))
        .finally(() => !stale && setBusy(false))
    }, 150)
    return () => {
      stale = true
      clearTimeout(timer)
    }
    // `find` is a new function at every rendering; only the typed text matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, open])
  const { items, next } = found
  const more = async () => {
    const answer = paged(await find(typed.trim(), next ?? ''))
    setFound((now) => (now === found ? { ...answer, items: [...items, ...answer.items] } : now))
  }
  return { found: items, busy, more: next ? () => void more().catch(() => undefined) : undefined }
}

const nothing = { items: [], next: null }

function paged<P>(answer: readonly P[] | Found<P>): Found<P> {
  return 'items' in answer ? answer : { items: answer, next: null }
}
