import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterMap } from 'parse5'

type Node = DefaultTreeAdapterMap['node']

const unseen = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
])
const lines = new Set([
  ...[
    'p',
    'div',
    'br',
    'li',
    'tr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'pre',
    'blockquote',
    'title',
  ],
  ...['section', 'article', 'header', 'footer', 'dt', 'dd', 'hr', 'table', 'option'],
])

/** The text that a browser would show of a page, and its title. */
export function textOfHtml(html: string): string {
  const parts: string[] = []
  const open: Node[] = [parse(html)]
  while (open.length > 0) {
    const node = open.pop()!
    if (tree.isTextNode(node)) parts.push(node.value.replaceAll(/\s+/g, ' '))
    if (!('childNodes' in node) || unseen.has(node.nodeName)) continue
    if (lines.has(node.nodeName)) parts.push('\n')
    if (node.nodeName === 'td' || node.nodeName === 'th') parts.push('\t')
    open.push(...node.childNodes.toReversed())
  }
  return parts.join('')
}
