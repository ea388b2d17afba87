import { limits } from './archive.ts'
import { faults } from './words.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses untrusted JSON: refuses too deep nesting, and texts that cannot be stored (I12, X120). */
export function parsed(name: string, bytes: Buffer): unknown {
  return orUnreadable(name, () => {
    const text = utf8.decode(bytes)
    const depth = depths()
    depth(text, 0, text.length)
    return valueOf(text)
  })
}

/** The same for long texts, giving other work a turn in between. */
export async function parsedInSteps(name: string, bytes: Buffer): Promise<unknown> {
  const text = orUnreadable(name, () => utf8.decode(bytes))
  const depth = depths()
  for (let at = 0; at < text.length; at += lettersAtOnce) {
    orUnreadable(name, () => depth(text, at, Math.min(at + lettersAtOnce, text.length)))
    await letOthers()
  }
  return orUnreadable(name, () => valueOf(text))
}

const lettersAtOnce = 500_000

/** Yields to the event loop between two steps of a long task. */
export function letOthers(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

function orUnreadable<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch {
    throw faults.unreadable(name)
  }
}

function valueOf(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (/\\u(?:0000|d[89a-f])/i.test(text) && !isText(value)) throw new Error('no text')
  return value
}

/**
 * Returns a scanner that reads a text in pieces and throws where brackets nest too deep, ignoring strings, before any value
 * is built.
 */
function depths(): (text: string, from: number, to: number) => void {
  let depth = 0
  let inString = false
  let escaped = false
  return (text, from, to) => {
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at)
      if (escaped) escaped = false
      else if (inString) {
        if (code === backslash) escaped = true
        else if (code === quote) inString = false
      } else if (code === quote) inString = true
      else if (code === openBrace || code === openBracket) depth++
      else if (code === closeBrace || code === closeBracket) depth--
      if (depth > limits.depth) throw new Error('too deep')
    }
  }
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map(
  (letter) => letter.charCodeAt(0),
)

/** No zero character and no lone surrogate: neither can be stored. */
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
