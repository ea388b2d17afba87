import { useEffect, useState, type ReactNode } from 'react'
import { onlyText } from '../../../server/kernel/file-text.ts'
import { readBeginning } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import type { Coloured } from './highlight-worker.ts'
import { useLoaded } from './loaded.ts'
import styles from './previews.module.css'
import type { PreviewProps } from './preview.tsx'
import { words } from './words.ts'

/** Bytes that are shown, and characters that are coloured. */
const most = { bytes: 512 * 1024, coloured: 100_000 }
/** Milliseconds, after which a text stays without colours: a hostile text can make the highlighter run for ever. */
const patience = 3000

/** A text as text, whatever it says it is; code in colours. */
export default function TextPreview(props: PreviewProps) {
  const w = useWords(words)
  const { name, url } = props.file
  const loaded = useLoaded(props, url, readText)
  const coloured = useColours(loaded?.text, name)
  if (!loaded) return <ListSkeleton rows={8} />
  return (
    <>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={name}>
        <pre className={styles.plain}>{coloured ? coloured.map(spanOf) : loaded.text}</pre>
      </div>
      {loaded.more && <p className="quiet small">{w.onlyBeginning}</p>}
    </>
  )
}

async function readText(url: string, signal: AbortSignal) {
  const { bytes, more } = await readBeginning(url, most.bytes, signal)
  const read = onlyText(bytes)
  if (!read) throw new Error('not a text')
  return { text: read.text.replace(/^\uFEFF/, ''), more }
}

/** Colours come from a worker, so that no text can hold up the page. */
function useColours(text: string | undefined, name: string): Coloured[] | undefined {
  const [coloured, setColoured] = useState<Coloured[]>()
  useEffect(() => {
    if (!text || text.length > most.coloured) return
    const worker = new Worker(new URL('./highlight-worker.ts', import.meta.url), { type: 'module' })
    const end = setTimeout(() => worker.terminate(), patience)
    worker.onmessage = ({ data }: MessageEvent<Coloured[] | undefined>) => {
      setColoured(data)
      worker.terminate()
    }
    worker.postMessage({ text, ending: /[^.]*$/.exec(name)![0].toLowerCase() })
    return () => {
      clearTimeout(end)
      worker.terminate()
    }
  }, [text, name])
  return coloured
}

function spanOf(part: Coloured, at: number): ReactNode {
  if (typeof part === 'string') return part
  return (
    <span key={at} className={part.className}>
      {part.parts.map(spanOf)}
    </span>
  )
}
