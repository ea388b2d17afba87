import type { Language } from './i18n.ts'
import { cut, tidy, tidyText } from './plain-text.ts'

/** The text of a mail; its layout is decided here, once. Every part is plain text: nothing in it is markup (X108). */
export interface Letter {
  subject: string
  heading: string
  paragraphs: string[]
  /** The one thing that the reader is asked to do, as a button. */
  action?: { label: string; url: string }
  /** Text that a person wrote, shown as a quotation. */
  quote?: string
  /** The reason why the reader receives this mail, in small print. */
  footer?: string
}

export interface Rendered {
  subject: string
  text: string
  html: string
}

/** Renders the letter as a mail: a subject on one line, a plain-text part, and HTML readable in light and dark. */
export function render(letter: Letter, language: Language): Rendered {
  const { subject, paragraphs, quote, footer: small } = letter
  const clean = {
    ...letter,
    paragraphs: paragraphs.map(tidyText),
    ...(quote && { quote: tidyText(quote) }),
    ...(small && { footer: tidyText(small) }),
  }
  return { subject: oneLine(subject), text: asText(clean), html: asHtml(clean, language) }
}

/** A header is one line, whatever a group is called (X107). */
export function oneLine(text: string): string {
  return cut(tidy(text), 200)
}

function asText({ heading, paragraphs: [first, ...rest], action, quote, footer }: Letter): string {
  const parts = [
    oneLine(heading),
    first,
    quote && quote.replace(/^/gm, '> '),
    ...rest,
    action && `${action.label}\n${action.url}`,
    footer && `-- \n${footer}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** The product's colours (web/styles/tokens.css) for mail clients: light ones inline, dark ones in the style sheet. */
const dark = `@media (prefers-color-scheme: dark) {
  .paper { background: #191714 !important }
  .sheet { background: #221f1c !important; border-color: #6ac6a0 #36332e #36332e !important }
  .ink { color: #ece9e4 !important }
  .quiet { color: #a6a39c !important }
  .quote { color: #c1bdb7 !important; background: #183026 !important; border-color: #6ac6a0 !important }
  .mark, .link { color: #6ac6a0 !important }
  .action { background: #6ac6a0 !important; color: #071a13 !important }
}`

const face =
  "font-family:'Atkinson Hyperlegible Next',system-ui,-apple-system,'Segoe UI',sans-serif"

function asHtml(letter: Letter, language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(oneLine(letter.subject))}</title>
<style>${dark}</style>
</head>
<body class="paper" style="margin:0;padding:24px 12px;background:#fbf9f5;${face}">
<div style="max-width:560px;margin:0 auto">
<p class="mark" style="margin:0 0 12px 4px;font-size:15px;font-weight:700;letter-spacing:.02em;color:#176a4e">Atelier</p>
<div class="sheet" style="padding:28px;background:#fffefc;border:1px solid #e1ded7;border-top:4px solid #176a4e;border-radius:6px">
<h1 class="ink" style="margin:0 0 16px;font-size:21px;line-height:1.3;color:#211d18">${escaped(oneLine(letter.heading))}</h1>
${body(letter)}
</div>
${footer(letter)}
</div>
</body>
</html>
`
}

/** The quotation comes right after the paragraph that names its author. */
function body(letter: Letter): string {
  const [first, ...rest] = letter.paragraphs.map(paragraph)
  return [first, quote(letter), ...rest, button(letter)].filter(Boolean).join('\n')
}

function paragraph(text: string): string {
  return `<p class="ink" style="margin:0 0 14px;font-size:16px;line-height:1.55;color:#211d18">${lines(text)}</p>`
}

function quote({ quote: text }: Letter): string | undefined {
  if (!text) return undefined
  return `<blockquote class="quote" style="margin:0 0 18px;padding:12px 16px;border-left:3px solid #176a4e;background:#dbf4e8;font-size:16px;line-height:1.55;color:#211d18">${lines(text)}</blockquote>`
}

/** The address is shown in full as well: buttons that hide where they lead teach people to be careless. */
function button({ action }: Letter): string | undefined {
  if (!action) return undefined
  const url = escaped(action.url)
  return `<p style="margin:20px 0 12px"><a class="action" href="${url}" style="display:inline-block;padding:12px 22px;border-radius:6px;background:#176a4e;color:#ffffff;font-size:16px;font-weight:700;text-decoration:none">${escaped(action.label)}</a></p>
<p class="quiet" style="margin:0;font-size:13px;line-height:1.5;color:#646059;word-break:break-all"><a class="link" href="${url}" style="color:#176a4e">${url}</a></p>`
}

function footer({ footer: text }: Letter): string {
  if (!text) return ''
  return `<p class="quiet" style="margin:14px 4px 0;font-size:13px;line-height:1.5;color:#646059">${lines(text)}</p>`
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!)
}
