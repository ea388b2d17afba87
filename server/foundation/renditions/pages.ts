import mammoth from 'mammoth'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { onlyText } from '../../kernel/file-text.ts'
import { inertHtml } from './inert-html.ts'
import type { Outcome } from './kinds.ts'
import { officeOf } from './office-text.ts'
import { openZip } from './zip-file.ts'

// Runs in the worker.

const mostBytes = 8 * 1024 * 1024

/** A Word document or a text in Markdown as a page in which nothing acts: for reading, not for working on. */
export async function page(bytes: Buffer): Promise<Outcome> {
  const html = await htmlOf(bytes)
  if (html === undefined) return { cannot: 'other-kind' }
  const whole = Buffer.from(`${head}${inertHtml(html)}`)
  return whole.length > mostBytes ? { cannot: 'too-large' } : { bytes: whole }
}

async function htmlOf(bytes: Buffer): Promise<string | undefined> {
  const markdown = onlyText(new Uint8Array(bytes))
  if (markdown)
    return micromark(markdown.text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
  if ((await officeOf(await openZip(bytes))) !== 'word') return undefined
  const { value } = await mammoth.convertToHtml({ buffer: bytes })
  return value
}

/** Paper is white, whatever the colours of the page around it. */
const head = `<!doctype html><meta charset="utf-8"><title></title><style>
:root { color-scheme: only light; background: #fff; color: #1b1b1f; }
body { max-width: 44rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 0.5em; }
table { border-collapse: collapse; margin: 1em 0; max-width: 100%; }
td, th { border: 1px solid #b9b9c3; padding: 0.3em 0.6em; text-align: start; vertical-align: top; }
td > p:only-child, th > p:only-child { margin: 0; }
img { max-width: 100%; height: auto; }
pre { background: #f4f4f7; padding: 0.8em 1em; overflow-x: auto; }
blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid #b9b9c3; }
</style>
`
