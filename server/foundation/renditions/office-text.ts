import type { ZipFile } from './zip-file.ts'
import { textOfXml } from './xml-text.ts'

export type Office = 'word' | 'slides' | 'sheets' | 'open-document'

/** What an archive is, if it is an office file. */
export async function officeOf(zip: ZipFile): Promise<Office | undefined> {
  const has = (name: string) => zip.entries.some(({ fileName }) => fileName === name)
  if (has('word/document.xml')) return 'word'
  if (has('ppt/presentation.xml')) return 'slides'
  if (has('xl/workbook.xml') || has('xl/workbook.bin')) return 'sheets'
  if (!has('content.xml')) return undefined
  const type = (await zip.read('mimetype'))?.toString('latin1') ?? ''
  return type.includes('spreadsheet') ? 'sheets' : 'open-document'
}

const parts: Record<Exclude<Office, 'sheets'>, { names: RegExp; within: string }> = {
  word: {
    names: /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/,
    within: 't',
  },
  slides: { names: /^ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+\.xml$/, within: 't' },
  'open-document': { names: /^content\.xml$/, within: 'body' },
}

/** The text of DOCX, PPTX, ODT and ODP. */
export async function textOfOffice(zip: ZipFile, of: keyof typeof parts): Promise<string> {
  const { names, within } = parts[of]
  const found = zip.entries.map(({ fileName }) => fileName).filter((name) => names.test(name))
  const texts: string[] = []
  for (const name of found.toSorted(byNumber))
    texts.push(textOfXml((await zip.read(name))!.toString('utf8'), within))
  return texts.join('\n')
}

/** Slide 10 comes after slide 9, and the document before its notes. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
