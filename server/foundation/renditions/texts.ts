import { onlyText, textOfFile } from '../../kernel/file-text.ts'
import { familyOf } from './families.ts'
import { textOfHtml } from './html-text.ts'
import type { Outcome } from './kinds.ts'

// Runs in the worker. Each reader is loaded when the first file of its kind comes.

/** Characters of a text that searches find. */
const longest = 1_000_000

/** The words of a file, for searches. */
export async function text(bytes: Buffer): Promise<Outcome> {
  const found = await textOf(bytes)
  return typeof found === 'string' ? { text: tidied(found) } : found
}

async function textOf(bytes: Buffer): Promise<string | Outcome> {
  switch (familyOf(bytes)) {
    case 'pdf':
      return ofPdf(bytes)
    case 'zip':
      return ofZip(bytes)
    case 'ole':
      return ofSheets(bytes).catch(() => ({ cannot: 'other-kind' }) as const)
    case 'rtf':
      return (await import('./rtf-text.ts')).textOfRtf(bytes.toString('latin1'))
    case 'mail':
      return ofMail(bytes)
    case 'html':
      return textOfHtml(textOfFile(new Uint8Array(bytes)))
    case 'text':
      return onlyText(new Uint8Array(bytes))?.text ?? { cannot: 'other-kind' }
    case 'picture':
      return { cannot: 'needs-ocr' }
    default:
      return { cannot: 'other-kind' }
  }
}

async function ofPdf(bytes: Buffer): Promise<string | Outcome> {
  const { Protected, textOfPdf } = await import('./pdf-text.ts')
  try {
    const found = await textOfPdf(bytes, longest)
    return found.trim() ? found : { cannot: 'needs-ocr' }
  } catch (error) {
    if (error instanceof Protected) return { cannot: 'protected' }
    throw error
  }
}

async function ofZip(bytes: Buffer): Promise<string> {
  const { openZip } = await import('./zip-file.ts')
  const { officeOf, textOfOffice } = await import('./office-text.ts')
  const zip = await openZip(bytes)
  const of = await officeOf(zip)
  if (of === 'sheets') return ofSheets(bytes)
  return of ? textOfOffice(zip, of) : zip.entries.map(({ fileName }) => fileName).join('\n')
}

async function ofSheets(bytes: Buffer): Promise<string> {
  return (await import('./sheets.ts')).textOfSheets(bytes, longest)
}

async function ofMail(bytes: Buffer): Promise<string> {
  const { readMail, textOfMail } = await import('./mails.ts')
  return textOfMail(await readMail(bytes))
}

/** Without control characters, which PostgreSQL and passages cannot hold, and no more blanks than separate words. */
function tidied(found: string): string {
  return found
    .slice(0, longest * 2)
    .replaceAll(/[^\S\n\t]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}](?<![\n\t])/gu, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim()
    .slice(0, longest)
    .toWellFormed()
}
