import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../setup/run.mjs'

/** Idioms that make a reader stop, in comments and documents, with what to write instead. */
const idioms = [
  [/\banew\b/i, 'again'],
  [/\bof late\b/i, 'recently'],
  [/\bso many\b/i, 'the number'],
  [/(?<!-)\bstands?\b(?!-| by\b| in for\b)/i, 'is'],
  [/\b(?:lies|lie) in\b/i, 'is in'],
  [/\b(?:takes?|taken|took) along\b/i, 'exports, or moves with it'],
  [/\bputs? up with\b/i, 'accepts'],
  [/\bkeeps? no other\b/i, 'does not stop the others'],
  [/\bends? to be\b/i, 'is no longer'],
  [/\b(?:made|done|run|converted) aside\b/i, 'in the background'],
  [/\bcomes? to be\b/i, 'is made'],
  [/\bwhoever\b/i, 'anyone who'],
]

const folders = ['server', 'web', 'test', 'bin', 'docs', 'database/access']
/** Written by programs or by others, and this list itself. */
const exempt =
  /generated|node_modules|^docs\/(?:plans|security|specification)|^bin\/checks\/(?:english|checks\.test)/
const document = /\.md$/
const code = /\.(?:ts|tsx|mjs|css|sql)$/
const comment = /^\s*(?:\/\/|\/\*|\*|--)|\s\/\/ /

/** Plain English (STYLE): a line for each idiom in a comment or a document. */
export function english(clone = root) {
  const wrong = [...files(clone)].flatMap((file) =>
    readFileSync(path.join(clone, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => found(file, line).map((said) => `${file}:${at + 1}: ${said}`)),
  )
  return wrong.join('\n')
}

function* files(clone) {
  yield 'README.md'
  for (const folder of folders)
    for (const name of readdirSync(path.join(clone, folder), { recursive: true })) {
      const file = path.join(folder, name)
      if ((document.test(file) || code.test(file)) && !exempt.test(file)) yield file
    }
}

function found(file, line) {
  const text = document.test(file)
    ? line
    : comment.test(line)
      ? line.replace(/^.*?(?=\/\/|\/\*|\*|--)/, '')
      : ''
  return idioms.flatMap(([idiom, better]) => {
    const match = idiom.exec(text)
    return match ? [`“${match[0]}” reads better as: ${better}`] : []
  })
}
