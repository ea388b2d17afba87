import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterMap } from 'parse5'

type Node = DefaultTreeAdapterMap['node']

/** Elements that only give a text its form. Everything else is left out, and its text kept. */
const kept = new Set([
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'blockquote',
    'pre',
    'code',
    'hr',
    'br',
  ],
  ...[
    'table',
    'thead',
    'tbody',
    'tr',
    'td',
    'th',
    'strong',
    'em',
    'b',
    'i',
    'u',
    's',
    'del',
    'sup',
    'sub',
  ],
  ...['dl', 'dt', 'dd', 'img'],
])
const empty = new Set(['hr', 'br', 'img'])
const dropped = new Set(['script', 'style', 'template', 'svg', 'math', 'iframe', 'object', 'title'])
const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=\s]+$/

/** HTML in which nothing acts and nothing leads anywhere: no scripts, links, styles or addresses; pictures only as data. */
export function inertHtml(html: string): string {
  return inside(parseFragment(html))
}

function inside(node: Node): string {
  return 'childNodes' in node ? node.childNodes.map(inert).join('') : ''
}

function inert(node: Node): string {
  if (tree.isTextNode(node)) return escaped(node.value)
  if (!tree.isElementNode(node) || dropped.has(node.tagName)) return ''
  const { tagName } = node
  if (!kept.has(tagName)) return inside(node)
  const open = `<${tagName}${attributesOf(node)}>`
  return empty.has(tagName) ? open : `${open}${inside(node)}</${tagName}>`
}

function attributesOf({ tagName, attrs }: DefaultTreeAdapterMap['element']): string {
  const of = (name: string) => attrs.find((each) => each.name === name)?.value ?? ''
  if (tagName === 'img') {
    const src = picture.test(of('src')) ? ` src="${of('src')}"` : ''
    return `${src} alt="${escaped(of('alt'))}"`
  }
  const spans = ['colspan', 'rowspan', 'start'].filter((name) => /^\d{1,3}$/.test(of(name)))
  return spans.map((name) => ` ${name}="${of(name)}"`).join('')
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
