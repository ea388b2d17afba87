// Lists from other programs' clipboards: Word’s and Outlook’s paragraphs with a level, Google Docs’ and LibreOffice’s lists
// beside the item to which they belong, and items with a checkbox.

type Line = { element: Element; level: number; marker: string }

const wordLevel = /mso-list:\s*l\d+\s+level(\d+)/i
const numbered = /^\(?(\d+|[a-z]|[ivxlcdm]+)[.)]/i
const boxes: Record<string, boolean> = { '☐': false, '☑': true, '☒': true }

export function liftLists(root: DocumentFragment): void {
  liftWordLists(root)
  for (const list of root.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) intoItem(list)
  for (const list of root.querySelectorAll('ul, ol')) liftTasks(list)
  liftBoxes(root)
}

/** Turns neighbouring paragraphs with a level into one list. */
function liftWordLists(root: DocumentFragment): void {
  let run: Line[] = []
  const end = () => {
    if (run.length > 0) asList(run)
    run = []
  }
  for (const element of root.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div')) {
    const level = Number(wordLevel.exec(element.getAttribute('style') ?? '')?.[1])
    if (!level || element.closest('li')) continue
    const last = run.at(-1)?.element
    if (last && last.nextElementSibling !== element) end()
    run.push({ element, level, marker: takeMarker(element) })
  }
  end()
}

/** Removes the bullet or number that Word writes before the text, and returns it. */
function takeMarker(element: Element): string {
  const marks = [...element.querySelectorAll('[style]')].filter((each) =>
    /mso-list:\s*ignore/i.test(each.getAttribute('style') ?? ''),
  )
  const marker = marks[0]?.textContent.replaceAll(/\s/g, '') ?? ''
  for (const each of marks) each.remove()
  return marker
}

function asList(lines: Line[]): void {
  const open: { level: number; list: Element }[] = []
  for (const { element, level, marker } of lines) {
    while (open.length > 0 && open.at(-1)!.level > level) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = element.ownerDocument.createElement(numbered.test(marker) ? 'ol' : 'ul')
      const first = Number.parseInt(marker.replace('(', ''), 10)
      if (first > 1) list.setAttribute('start', String(first))
      const above = open.at(-1)?.list.lastElementChild
      if (above) above.append(list)
      else element.before(list)
      open.push({ level, list })
    }
    const item = element.ownerDocument.createElement('li')
    const paragraph = element.ownerDocument.createElement('p')
    paragraph.append(...element.childNodes)
    item.append(paragraph)
    open.at(-1)!.list.append(item)
    element.remove()
  }
}

function intoItem(list: Element): void {
  const before = list.previousElementSibling
  if (before?.tagName === 'LI') return before.append(list)
  const item = list.ownerDocument.createElement('li')
  list.replaceWith(item)
  item.append(list)
}

/** A list holds either points or tasks: splits a mixed one. */
function liftTasks(list: Element): void {
  const items = [...list.children].filter(({ tagName }) => tagName === 'LI')
  const states = items.map(takeBox)
  if (states.every((state) => state === undefined)) return
  let now: Element | undefined
  let isTasks: boolean | undefined
  for (const [at, item] of items.entries()) {
    const state = states[at]
    if (!now || isTasks !== (state !== undefined)) {
      isTasks = state !== undefined
      now = list.ownerDocument.createElement(isTasks ? 'ul' : list.tagName.toLowerCase())
      if (isTasks) now.setAttribute('data-type', 'taskList')
      list.before(now)
    }
    if (state !== undefined) asTask(item, state)
    now.append(item)
  }
  list.remove()
}

function asTask(item: Element, checked: boolean): void {
  item.setAttribute('data-type', 'taskItem')
  item.setAttribute('data-checked', String(checked))
}

/** Removes an item's checkbox and returns whether it was checked; undefined for an item without one. */
function takeBox(item: Element): boolean | undefined {
  const role = item.getAttribute('role') === 'checkbox' ? item.getAttribute('aria-checked') : null
  const own = (each: Element) => each.closest('li') === item
  const box = [...item.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find(own)
  if (role !== null) {
    // Google Docs draws the checkbox as a picture before the text.
    const drawn = [...item.querySelectorAll('img')].find(own)
    if (drawn && !drawn.previousSibling) drawn.remove()
    return role === 'true'
  }
  if (!box) return takeBoxLetter(item)
  const checked = box.hasAttribute('checked')
  box.remove()
  return checked
}

/** Word writes a checkbox as a character. */
function takeBoxLetter(element: Element): boolean | undefined {
  const text = firstText(element)
  const letter = text?.data.trimStart().at(0) ?? ''
  if (!text || !(letter in boxes)) return undefined
  text.data = text.data.trimStart().slice(1).trimStart()
  return boxes[letter]
}

function firstText(element: Element): Text | undefined {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode as Text
    if (text.data.trim()) return text
  }
  return undefined
}

/** Turns paragraphs that begin with a checkbox, without a list around them, into a list. */
function liftBoxes(root: DocumentFragment): void {
  let list: Element | undefined
  for (const paragraph of root.querySelectorAll('p')) {
    if (paragraph.closest('li, td, th')) continue
    const state = takeBoxLetter(paragraph)
    if (state === undefined) continue
    if (!list || list.nextElementSibling !== paragraph) {
      list = root.ownerDocument.createElement('ul')
      list.setAttribute('data-type', 'taskList')
      paragraph.before(list)
    }
    const item = root.ownerDocument.createElement('li')
    asTask(item, state)
    paragraph.replaceWith()
    item.append(paragraph)
    list.append(item)
  }
}
