import { Minus, Plus } from 'lucide-react'
import {
  getDocument,
  GlobalWorkerOptions,
  TextLayer,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- Vite gives the address of the file
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import styles from './previews.module.css'
import type { PreviewProps } from './preview.tsx'
import { words } from './words.ts'

GlobalWorkerOptions.workerSrc = worker

/**
 * Nothing of a document is run, and everything comes from our origin: the content security policy forbids `eval`, which pdf.js
 * no longer has a setting for. Only the parts of the file that are looked at are loaded.
 */
const settings = {
  ...{ isEvalSupported: false, enableXfa: false, useWasm: false },
  ...{ disableAutoFetch: true, disableStream: true, rangeChunkSize: 256 * 1024 },
  ...{ cMapUrl: '/pdf/cmaps/', standardFontDataUrl: '/pdf/standard_fonts/', wasmUrl: '/pdf/wasm/' },
}
const zooms = [0.4, 0.5, 0.75, 1, 1.25, 1.5, 2, 3]

/** The pages of a PDF, drawn when they come into sight; their text can be selected. */
export default function PdfPreview({ file: { name, url }, onFail }: PreviewProps) {
  const w = useWords(words)
  const [pdf, setPdf] = useState<PDFDocumentProxy>()
  const [fault, setFault] = useState<string>()
  const [zoom, setZoom] = useState(innerWidth < 768 ? 0 : 3) // a page fits a phone
  useEffect(() => {
    const loading = getDocument({ url, ...settings })
    loading.promise.then(setPdf, (error: Error) => loading.destroyed || setFault(error.name))
    return () => void loading.destroy()
  }, [url])
  useEffect(() => {
    if (fault) onFail(fault === 'PasswordException' ? w.locked : undefined)
  }, [fault, onFail, w.locked])
  if (!pdf) return <ListSkeleton rows={8} />
  const numbers = Array.from({ length: pdf.numPages }, (_, at) => at + 1)
  return (
    <>
      <div className={styles.bar}>
        <span className="quiet small">{w.pages(pdf.numPages)}</span>
        <span>
          <IconButton
            icon={Minus}
            label={w.smaller}
            onClick={() => setZoom(Math.max(0, zoom - 1))}
          />
          <IconButton
            icon={Plus}
            label={w.larger}
            onClick={() => setZoom(Math.min(zooms.length - 1, zoom + 1))}
          />
        </span>
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={name}>
        <div className={styles.sheets}>
          {numbers.map((number) => (
            <Sheet key={number} {...{ pdf, number }} zoom={zooms[zoom]!} />
          ))}
        </div>
      </div>
    </>
  )
}

type SheetProps = { pdf: PDFDocumentProxy; number: number; zoom: number }

/** CSS pixels of a page before it is known: A4. */
const paper = { width: 794, height: 1123 }

function Sheet({ pdf, number, zoom }: SheetProps) {
  const w = useWords(words)
  const element = useRef<HTMLDivElement>(null)
  const [page, setPage] = useState<PDFPageProxy>()
  const near = useNear(element)
  useEffect(() => {
    let left = false
    if (near) void pdf.getPage(number).then((found) => left || setPage(found))
    return () => void (left = true)
  }, [pdf, number, near])
  useDrawn(element, near ? page : undefined, zoom)
  const size = page?.getViewport({ scale: (96 / 72) * zoom })
  const { width, height } = size ?? { width: paper.width * zoom, height: paper.height * zoom }
  return (
    <div
      ref={element}
      className={styles.sheet}
      role="group"
      aria-label={w.page(number)}
      style={{ width, height }}
    />
  )
}

/** Whether an element is in sight or nearly so. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const seen = (entries: IntersectionObserverEntry[]) => setNear(entries.at(-1)!.isIntersecting)
    const root = element.current!.closest('[role=region]') // what scrolls: margins count from there
    const observer = new IntersectionObserver(seen, { root, rootMargin: '100% 0px' })
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return near
}

/** Draws the page into the element, with its text over it; a page out of sight is empty, so that a long document fits in memory. */
function useDrawn(
  element: RefObject<HTMLElement | null>,
  page: PDFPageProxy | undefined,
  zoom: number,
): void {
  useEffect(() => {
    const sheet = element.current
    if (!page || !sheet) return
    const viewport = page.getViewport({ scale: (96 / 72) * zoom })
    const fine = Math.min(devicePixelRatio, 2)
    const canvas = document.createElement('canvas')
    canvas.width = Math.floor(viewport.width * fine)
    canvas.height = Math.floor(viewport.height * fine)
    const container = document.createElement('div')
    container.className = styles.text!
    container.style.setProperty('--total-scale-factor', String(viewport.scale))
    sheet.append(canvas, container)
    const drawing = page.render({ canvas, viewport, transform: [fine, 0, 0, fine, 0, 0] })
    const text = new TextLayer({ textContentSource: page.streamTextContent(), container, viewport })
    drawing.promise.catch(() => undefined) // left before it was drawn
    text.render().catch(() => undefined)
    return () => {
      drawing.cancel()
      text.cancel()
      canvas.remove()
      container.remove()
    }
  }, [element, page, zoom])
}
