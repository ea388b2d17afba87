import { limits } from './archive.ts'
import { faults } from './words.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** JSON of a stranger: not too deep, and of texts that can be kept (I12, X120). */
export function parsed(name: string, bytes: Buffer): unknown {
  try {
    const text = utf8.decode(bytes)
    if (depthOf(text) > limits.depth) throw new Error('too deep')
    const value: unknown = JSON.parse(text)
    if (/\\u(?:0000|d[89a-f])/i.test(text) && !isText(value)) throw new Error('no text')
    return value
  } catch {
    throw faults.unreadable(name)
  }
}

/** How deep brackets lie in each other, strings aside: found out before anything is built of it. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === backslash) at++
      else if (code === quote) inString = false
    } else if (code === quote) inString = true
    else if (code === openBrace || code === openBracket) deepest = Math.max(deepest, ++depth)
    else if (code === closeBrace || code === closeBracket) depth--
  }
  return deepest
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map(
  (letter) => letter.charCodeAt(0),
)

/** No zero character, and no half of a letter: neither can be kept. */
function isText(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => isText(key) && isText(inner))
}

/** The lines of an entry, one value each. */
export async function* lines(
  name: string,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<unknown> {
  let kept: Buffer[] = []
  let length = 0
  for await (const chunk of content) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield parsed(name, Buffer.concat([...kept, chunk.subarray(from, end)]))
      kept = []
      length = 0
      from = end + 1
    }
    kept.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > limits.line) throw faults.tooLarge(name)
  }
  if (length > 0) yield parsed(name, Buffer.concat(kept))
}
