import { getDocumentProxy } from 'unpdf'

/** Of a document with more pages, the rest is not read. */
const mostPages = 3000

/** Why a PDF has no text that could be read. */
export class Protected extends Error {}

/** The text of a PDF, page by page, until there is enough. */
export async function textOfPdf(bytes: Buffer, enough: number): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), options).catch((error: Error) => {
    throw error.name === 'PasswordException' ? new Protected() : error
  })
  let text = ''
  for (let page = 1; page <= Math.min(pdf.numPages, mostPages) && text.length < enough; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent()
    for (const item of items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '')
    text += '\n'
  }
  return text
}

/** Nothing of a document is run, and nothing else is fetched for it. */
const options = {
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  stopAtErrors: false,
  verbosity: 0,
}
