// Turns bold, italic, struck and underlined text, given by elements, style attributes or classes of a pasted style sheet,
// into elements. The style that is finally in effect for the text counts.

type Marks = { bold?: boolean; italic?: boolean; strike?: boolean; underline?: boolean }
type Rules = ReadonlyMap<string, Marks>

const byTag: Record<string, Marks> = {
  B: { bold: true },
  STRONG: { bold: true },
  I: { italic: true },
  EM: { italic: true },
  CITE: { italic: true },
  S: { strike: true },
  STRIKE: { strike: true },
  DEL: { strike: true },
  U: { underline: true },
  INS: { underline: true },
}
const elements = { bold: 'strong', italic: 'em', strike: 's', underline: 'u' } as const
/** Characters of a pasted style sheet; Excel’s has some 20,000. */
const longest = 500_000

export function markByStyle(root: DocumentFragment): void {
  mark(root, {}, rulesIn(root))
  for (const element of root.querySelectorAll('h1, h2, h3, h4, h5, h6, th')) unmarkWhole(element)
}

function mark(parent: ParentNode & Node, above: Marks, rules: Rules): void {
  for (const child of [...parent.childNodes]) {
    if (child instanceof Text) {
      if (child.data.trim()) wrap(child, above)
    } else if (child instanceof Element) {
      const marks = marksOf(child, above, rules)
      mark(child, marks, rules)
      if (child.tagName in byTag) child.replaceWith(...child.childNodes)
    }
  }
}

function marksOf(element: Element, above: Marks, rules: Rules): Marks {
  const tag = element.tagName.toLowerCase()
  const classes = [...element.classList]
  const marks: Marks = {
    ...above,
    ...byTag[element.tagName],
    ...rules.get(tag),
    ...Object.assign({}, ...classes.map((name) => rules.get(`.${name}`))),
    ...Object.assign({}, ...classes.map((name) => rules.get(`${tag}.${name}`))),
    ...declared(element.getAttribute('style') ?? ''),
  }
  // A link is underlined because it is one.
  return tag === 'a' ? { ...marks, underline: false } : marks
}

function wrap(text: Text, marks: Marks): void {
  let inner: Node = text.cloneNode()
  for (const [name, tag] of Object.entries(elements)) {
    if (!marks[name as keyof Marks]) continue
    const outer = text.ownerDocument.createElement(tag)
    outer.append(inner)
    inner = outer
  }
  text.replaceWith(inner)
}

/** Removes bold from a heading that is bold as a whole, where it means nothing. */
function unmarkWhole(element: Element): void {
  const bold = [...element.querySelectorAll('strong')]
  const inBold = bold.map(({ textContent }) => textContent).join('')
  if (inBold.replaceAll(/\s/g, '') !== element.textContent.replaceAll(/\s/g, '')) return
  for (const each of bold) each.replaceWith(...each.childNodes)
}

/** Rules with a single element or class as selector: others are rare on a clipboard. */
function rulesIn(root: DocumentFragment): Rules {
  const rules = new Map<string, Marks>()
  for (const style of root.querySelectorAll('style')) {
    const text = style.textContent.slice(0, longest).replaceAll(/<!--|-->|\/\*[^]*?\*\//g, '')
    for (const [, selectors = '', declarations = ''] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const marks = declared(declarations)
      if (Object.keys(marks).length === 0) continue
      for (const selector of selectors.split(',').map((each) => each.trim()))
        if (/^[a-z][\w-]*$|^[a-z]*\.[\w-]+$/i.test(selector))
          rules.set(selector, { ...rules.get(selector), ...marks })
    }
  }
  return rules
}

function declared(declarations: string): Marks {
  const marks: Marks = {}
  for (const declaration of declarations.split(';')) {
    const [name = '', value = ''] = declaration.split(':').map((part) => part.trim().toLowerCase())
    if (name === 'font-weight') marks.bold = isBold(value)
    if (name === 'font-style') marks.italic = /^(italic|oblique)/.test(value)
    if (!name.startsWith('text-decoration') || name.endsWith('color')) continue
    if (/line-through/.test(value)) marks.strike = true
    if (/underline/.test(value)) marks.underline = true
  }
  return marks
}

function isBold(value: string): boolean {
  return value.startsWith('bold') || Number.parseInt(value, 10) >= 600
}
