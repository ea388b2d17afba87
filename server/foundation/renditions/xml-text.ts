import { SaxesParser } from 'saxes'

/** Elements that end a paragraph, and those that are a sign of their own, by their names without prefix. */
const ends = new Set(['p', 'h', 'tr'])
const signs: Record<string, string> = { tab: '\t', br: '\n', cr: '\n', 'line-break': '\n', s: ' ' }

/** Most nested elements; only hostile files have more. */
const deepest = 500

/**
 * The text of an XML document of an office file. `within` names the elements that have the text, where not all have. Entities
 * that the document declares itself are not expanded.
 */
export function textOfXml(xml: string, within?: string): string {
  const parser = new SaxesParser()
  const parts: string[] = []
  let open = 0
  let depth = 0
  parser.on('opentag', ({ name }) => {
    if (++depth > deepest) throw new Error('too deep')
    const own = local(name)
    if (own === within) open++
    if (Object.hasOwn(signs, own)) parts.push(signs[own]!)
  })
  parser.on('closetag', ({ name }) => {
    depth--
    const own = local(name)
    if (own === within) open--
    if (ends.has(own)) parts.push('\n')
  })
  parser.on('text', (text) => {
    if (within === undefined || open > 0) parts.push(text)
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return parts.join('')
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
