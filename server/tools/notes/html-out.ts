import {
  calloutKind,
  isSafeLink,
  itemAddress,
  itemLinkText,
  mentionAddress,
  pictureCaption,
  pictureSize,
  type CalloutKind,
  type DocumentNode,
} from './document.ts'
import type { Language } from '../../kernel/i18n.ts'
import { label, limits, plainText } from './note.ts'
import { calloutWords } from './words.ts'

/** A picture of the note, with the extension that its file has in an export. */
const exportedFile = /^(\.\.\/)*files\/[0-9a-f]{64}(\.[a-z]{3,4})?$/

// A note as HTML: a page of its own, and parts inside Markdown that Markdown cannot express (html-in.ts reads them again).

const blocks: Record<string, string> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  bulletList: 'ul',
  listItem: 'li',
  tableRow: 'tr',
}
const inline: Record<string, string> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  code: 'code',
}

/** A page of its own, inert: all text escaped, no script, and only links that `isSafeLink` allows (X112, I11). */
export function toHtml(
  title: string,
  language: Language,
  content: DocumentNode,
  byline = '',
): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left}pre{overflow:auto;padding:1rem;background:#f4f4f4}blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #999}blockquote[data-callout]{padding:.5rem 1rem;background:#f4f4f4}figure{margin:1rem 0}figcaption{color:#555;font-size:.9rem}img{max-width:100%}[data-size=small] img{max-width:15rem}[data-size=medium] img{max-width:28rem}.byline{color:#555}</style></head>
<body><h1>${escaped(title)}</h1>
${byline ? `<p class="byline">${escaped(byline)}</p>\n` : ''}${inner(content, { headings: 1, depth: 0, says: calloutWords[language] })}
</body></html>
`
}

/** A table or a picture as HTML inside Markdown: no blank line ends it, no space in it is lost. */
export function htmlInMarkdown(block: DocumentNode): string {
  return htmlOf(block, { headings: 0, depth: 0 }).trimEnd()
}

interface Place {
  /** Levels by which headings move down: 1 on a page, below its title. */
  headings: 0 | 1
  depth: number
  /** On a page, each callout begins with its label. */
  says?: Record<CalloutKind, string>
}

function inner({ content = [] }: DocumentNode, place: Place): string {
  return content.map((each) => htmlOf(each, { ...place, depth: place.depth + 1 })).join('')
}

function htmlOf(node: DocumentNode, place: Place): string {
  if (node.type === 'text') return marked(escaped(node.text ?? ''), node)
  if (place.depth > limits.depth * 2) return escaped(plainText(node))
  const own = special[node.type]
  if (own) return own(node, place)
  const name = blocks[node.type]
  return name ? `<${name}>${inner(node, place)}</${name}>\n` : inner(node, place)
}

const special: Record<string, (node: DocumentNode, place: Place) => string> = {
  heading(node, place) {
    const level = Math.min(6, (Number(node.attrs?.['level']) || 1) + place.headings)
    return `<h${level}>${inner(node, place)}</h${level}>\n`
  },
  codeBlock(node, place) {
    const language = node.attrs?.['language']
    const named = language ? ` class="language-${escaped(String(language))}"` : ''
    return `<pre><code${named}>${inner(node, place)}</code></pre>\n`
  },
  callout(node, place) {
    const kind = calloutKind(node.attrs?.['kind'])
    const says = place.says ? `<p><strong>${place.says[kind]}</strong></p>\n` : ''
    return `<blockquote data-callout="${kind}">${says}${inner(node, place)}</blockquote>\n`
  },
  orderedList(node, place) {
    const start = Number(node.attrs?.['start'] ?? 1)
    return `<ol${start === 1 ? '' : ` start="${start}"`}>${inner(node, place)}</ol>\n`
  },
  taskList: (node, place) => `<ul data-type="taskList">${inner(node, place)}</ul>\n`,
  taskItem(node, place) {
    const checked = node.attrs?.['checked'] === true
    return `<li data-checked="${checked}"><input type="checkbox" disabled${checked ? ' checked' : ''}> ${inner(node, place)}</li>\n`
  },
  table: (node, place) => `<table data-note>\n${inner(node, place)}</table>\n`,
  tableHeader: (node, place) => cell('th', node, place),
  tableCell: (node, place) => cell('td', node, place),
  hardBreak: () => '<br>',
  horizontalRule: () => '<hr>\n',
  itemLink(node) {
    const address = itemAddress(node)
    return `<span${address ? ` data-item="${address}"` : ''}>${itemLinkText}</span>`
  },
  mention(node) {
    const address = mentionAddress(node)
    return `<strong${address ? ` data-mention="${address}"` : ''}>@${escaped(label(node))}</strong>`
  },
  image({ attrs = {} }) {
    const src = String(attrs['src'])
    if (!exportedFile.test(src)) return ''
    const [caption, size] = [pictureCaption(attrs['caption']), pictureSize(attrs['size'])]
    const title = attrs['title'] ? ` title="${escaped(String(attrs['title']))}"` : ''
    const alt = typeof attrs['alt'] === 'string' ? ` alt="${escaped(attrs['alt'])}"` : ''
    const sized = size ? ` data-size="${size}"` : ''
    const below = caption ? `<figcaption>${escaped(caption)}</figcaption>` : ''
    return `<figure${sized}><img src="${src}"${alt}${title}>${below}</figure>\n`
  },
}

function cell(name: string, node: DocumentNode, place: Place): string {
  const { colspan, rowspan, align } = node.attrs ?? {}
  const wide = Number(colspan) > 1 ? ` colspan="${Number(colspan)}"` : ''
  const high = Number(rowspan) > 1 ? ` rowspan="${Number(rowspan)}"` : ''
  const aligned = typeof align === 'string' ? ` align="${escaped(align)}"` : ''
  return `<${name}${wide}${high}${aligned}>${inner(node, place)}</${name}>`
}

function marked(html: string, { marks }: DocumentNode): string {
  return (marks ?? []).reduceRight((within, { type, attrs }) => {
    if (type === 'link') return linked(within, attrs ?? {})
    const name = inline[type]
    return name ? `<${name}>${within}</${name}>` : within
  }, html)
}

function linked(within: string, { href, title }: Record<string, unknown>): string {
  if (!isSafeLink(href)) return within
  const named = title ? ` title="${escaped(String(title))}"` : ''
  return `<a href="${escaped(href)}"${named} rel="noopener noreferrer nofollow">${within}</a>`
}

/** Escapes text. A line break becomes a character reference, since in Markdown a blank line would end the HTML. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '&#10;')
}
