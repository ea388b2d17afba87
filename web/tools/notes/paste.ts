import { liftLists } from './paste-lists.ts'
import { markByStyle } from './paste-marks.ts'

// Converts other programs' clipboard content to content that a note can hold. It is parsed in a document that is not shown:
// nothing in it is fetched or run, and the page’s content security policy, which empties style attributes, does not apply.

/** A picture whose bytes are pasted too, or can be fetched from our own server. */
export type PastedPicture = { element: HTMLImageElement; address: string }

export type Pasted = {
  /** Returns the HTML, with the present state of its pictures. */
  html: () => string
  pictures: PastedPicture[]
  /** Whether there is more than pictures. */
  hasWords: boolean
  /** Pictures on other sites, which have become links. */
  linked: number
  /** Pictures that this browser cannot read. */
  lost: number
}

const ownFile = /^\/api\/spaces\/[^/]+\/notes\/[^/]+\/files\/[0-9a-f]{64}$/
const nothingOfIt =
  'script, style, link, meta, title, base, template, iframe, frame, object, embed, applet, noscript, svg, math, audio, video, canvas, input, select, textarea, xml'
const keptAttributes = new Set(['href', 'alt', 'colspan', 'rowspan', 'start'])

/** `base`: the prefix of the files of the note into which it is pasted. */
export function readPasted(html: string, base: string): Pasted {
  const inert = new DOMParser().parseFromString('', 'text/html')
  const template = inert.createElement('template')
  template.innerHTML = html
  const root = template.content
  // Content that was copied from a note needs no conversion; only its pictures belong to another note.
  const isOurs = root.querySelector('[data-pm-slice]') !== null
  if (!isOurs) {
    dropWhatIsHidden(root)
    markByStyle(root)
    liftLists(root)
  }
  const hasWords = root.textContent.trim() !== '' || root.querySelector('table, hr') !== null
  const found = sortPictures(root, base)
  if (!isOurs) leaveOnlyWhatIsHeld(root)
  return { html: () => template.innerHTML, hasWords, ...found }
}

function dropWhatIsHidden(root: DocumentFragment): void {
  for (const element of root.querySelectorAll('[style]'))
    if (/display:\s*none|mso-hide:\s*all/i.test(element.getAttribute('style') ?? ''))
      element.remove()
  // An empty line from Word or Outlook contains a non-breaking space.
  for (const paragraph of root.querySelectorAll('p'))
    if (paragraph.textContent === '\u00A0' && !paragraph.querySelector('img'))
      paragraph.textContent = ''
}

function sortPictures(root: DocumentFragment, base: string) {
  const found = { pictures: [] as PastedPicture[], linked: 0, lost: 0 }
  for (const element of root.querySelectorAll('img')) {
    const source = element.getAttribute('src') ?? ''
    const address = URL.parse(source, location.href)
    const isOwn = address?.origin === location.origin && ownFile.test(address.pathname)
    if (isPixel(element)) element.remove()
    else if (source === '' && element.hasAttribute('data-file')) continue
    else if (isOwn && address.pathname.startsWith(base)) element.removeAttribute('src')
    else if (isOwn || /^data:image\//i.test(source)) {
      element.removeAttribute('data-file')
      standAlone(element)
      found.pictures.push({ element, address: isOwn ? address.pathname : source })
    } else if (address && /^(https?:)?\/\//i.test(source)) {
      found.linked++
      link(element, address.href)
    } else {
      found.lost++
      leaveOut(element)
    }
  }
  return found
}

/** Makes a picture a block of its own: the element around it alone would be an empty line. */
function standAlone(element: Element): void {
  const around = element.parentElement
  if (!around?.matches('p, span, font, figure, div') || around.childElementCount > 1) return
  if (around.textContent.trim() !== '') return
  around.replaceWith(element)
  standAlone(element)
}

/** Whether it is a tracking pixel of a mail or a page. */
function isPixel(element: Element): boolean {
  return ['width', 'height'].every((side) => /^[01](px)?$/.test(element.getAttribute(side) ?? ''))
}

/** Turns a picture at another address, which is never loaded (X94), into a link. */
function link(element: HTMLImageElement, href: string): void {
  const words = element.alt.trim() || decodeURI(href).split(/[?#]/)[0]!.split('/').at(-1) || href
  const around = element.closest('a')
  if (around) return element.replaceWith(words)
  const made = element.ownerDocument.createElement('a')
  made.href = href
  made.textContent = words
  element.replaceWith(made)
}

/** Replaces a picture with its description. */
export function leaveOut(element: HTMLImageElement): void {
  element.replaceWith(element.alt.trim())
}

function leaveOnlyWhatIsHeld(root: DocumentFragment): void {
  for (const element of root.querySelectorAll(nothingOfIt)) element.remove()
  for (const element of root.querySelectorAll('*'))
    for (const { name } of [...element.attributes])
      if (!keptAttributes.has(name) && !name.startsWith('data-')) element.removeAttribute(name)
  dropComments(root)
}

function dropComments(root: DocumentFragment): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
}
