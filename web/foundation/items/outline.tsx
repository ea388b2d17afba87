import { List as ListIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useUrlState } from '../../kernel/navigation.ts'
import { useWords } from '../../kernel/words.ts'
import { EmptyState } from '../../ui/states.tsx'
import type { ItemTab } from './item.ts'
import styles from './item.module.css'
import { words } from './item-words.ts'

type Heading = { level: number; text: string }

/** The tab with the headings of the text of an item. It reads them from the page, whatever shows the text. */
export function useOutlineTab(): ItemTab {
  const w = useWords(words)
  return { name: 'outline', title: w.outline, icon: ListIcon, content: <Outline /> }
}

function Outline() {
  const w = useWords(words)
  const headings = useHeadings()
  const [, setPanel] = useUrlState('panel')
  const highest = Math.min(...headings.map(({ level }) => level))
  if (headings.length === 0) return <EmptyState>{w.noHeadings}</EmptyState>
  return (
    <nav aria-label={w.outline}>
      <ol className={styles.outline}>
        {headings.map((heading, place) => (
          <li key={place} data-depth={heading.level - highest}>
            <button
              type="button"
              onClick={(event) => {
                // Over the page, the panel would hide the place to which it leads.
                if (event.currentTarget.closest('[role="dialog"]')) setPanel('')
                goTo(place)
              }}
            >
              {heading.text}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const textOfItem = '[data-item-text]'

function goTo(place: number): void {
  requestAnimationFrame(() => {
    const heading = elements()[place]
    if (!heading) return
    heading.closest<HTMLElement>(textOfItem)?.focus({ preventScroll: true })
    getSelection()?.collapse(heading, 0)
    heading.scrollIntoView({ block: 'start' })
  })
}

const pause = 300

/** The headings of the text, read again a moment after it has changed. */
function useHeadings(): readonly Heading[] {
  const [headings, setHeadings] = useState(headingsOf)
  useEffect(() => {
    let timer = 0
    const observer = new MutationObserver(() => {
      clearTimeout(timer)
      timer = window.setTimeout(() => setHeadings(headingsOf()), pause)
    })
    const main = document.querySelector('main') ?? document.body
    observer.observe(main, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      clearTimeout(timer)
    }
  }, [])
  return headings
}

function headingsOf(): Heading[] {
  return elements().map((heading) => ({
    level: Number(heading.tagName[1]),
    text: wordsOf(heading),
  }))
}

function elements(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>(`${textOfItem} :is(h1, h2, h3, h4, h5, h6)`)
  return [...all].filter((heading) => wordsOf(heading) !== '')
}

/** Without the names beside other people's carets. */
function wordsOf(heading: HTMLElement): string {
  const copy = heading.cloneNode(true) as HTMLElement
  for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove()
  return copy.textContent.trim()
}
