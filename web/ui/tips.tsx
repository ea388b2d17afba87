import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './button.module.css'

/** Milliseconds for which the pointer rests before a tip appears, and after which it goes. */
const pause = { before: 350, after: 100 }
const gap = 5
const edge = 8
const tipId = 'tip'

/**
 * The short explanations of all elements with `data-tip`, on hover and focus; never the only place for a piece of information.
 * Any key or press hides them, but a press that can do nothing shows why.
 */
export function Tips() {
  const tip = useRef<HTMLDivElement>(null)
  const [of, setOf] = useState<HTMLElement>()
  useEffect(() => followTips(tip, setOf), [])
  useLayoutEffect(() => (of ? describe(of) : undefined), [of])
  useLayoutEffect(() => {
    const put = () => of && tip.current && place(tip.current, of.getBoundingClientRect())
    put()
    addEventListener('scroll', put, { capture: true, passive: true })
    return () => removeEventListener('scroll', put, { capture: true })
  }, [of])
  if (!of?.isConnected) return null
  return (
    <div ref={tip} id={tipId} role="tooltip" className={styles.tip}>
      {of.dataset['tip']}
    </div>
  )
}

type Tip = { current: HTMLElement | null }

/** Calls `show` with the element whose tip is wanted, or with nothing. Returns what stops it. */
function followTips(tip: Tip, show: (of: HTMLElement | undefined) => void): () => void {
  let wanted: HTMLElement | undefined
  let timer = 0
  const want = (next: HTMLElement | undefined, after = 0) => {
    if (next === wanted) return
    wanted = next
    clearTimeout(timer)
    timer = window.setTimeout(() => show(wanted), after)
  }
  const listeners = {
    pointermove: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return
      const next = tipped(event.target)
      if (next || !isOn(tip.current, event)) want(next, next ? pause.before : pause.after)
    },
    focusin: ({ target }: FocusEvent) =>
      want((target as Element).matches(':focus-visible') ? tipped(target) : undefined),
    click: ({ target }: MouseEvent) => {
      const pressed = tipped(target)
      want(pressed?.ariaDisabled === 'true' ? pressed : undefined)
    },
    focusout: () => want(undefined),
    keydown: () => want(undefined),
  }
  const stops = new AbortController()
  for (const [name, listener] of Object.entries(listeners))
    document.addEventListener(name, listener as EventListener, { capture: true, ...stops })
  return () => {
    clearTimeout(timer)
    stops.abort()
  }
}

function tipped(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('[data-tip]')) || undefined
}

/** The pointer may go from an element to its tip, to read it under a magnifier. */
function isOn(tip: HTMLElement | null, { clientX: x, clientY: y }: PointerEvent): boolean {
  const { left = 0, right = 0, top = 0, bottom = 0 } = tip?.getBoundingClientRect() ?? {}
  return x >= left && x <= right && y >= top - gap && y <= bottom + gap && right > left
}

/** Above its element, or below where there is no room. */
function place(tip: HTMLElement, of: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect()
  const above = of.top - gap - height
  const middle = of.left + of.width / 2 - width / 2
  const room = document.documentElement.clientWidth - edge - width
  tip.style.top = `${above < edge ? of.bottom + gap : above}px`
  tip.style.left = `${Math.max(edge, Math.min(middle, room))}px`
}

/** For screen readers, unless the tip is the name of the element. */
function describe(of: HTMLElement): (() => void) | undefined {
  if (of.ariaLabel === of.dataset['tip']) return undefined
  const own = of.getAttribute('aria-describedby')
  of.setAttribute('aria-describedby', own ? `${own} ${tipId}` : tipId)
  return () => {
    if (own) of.setAttribute('aria-describedby', own)
    else of.removeAttribute('aria-describedby')
  }
}
