import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../setup/run.mjs'

/** Imported on demand: this file is read before the packages of a fresh clone are installed. */
let ts

/** Finds words that no code reads: they were translated for nothing, and hide which sentence people really see. */
export async function words(clone = root) {
  ts = (await import('typescript')).default
  const files = ['server', 'web'].flatMap((folder) => sources(clone, folder))
  const trees = new Map(files.map((file) => [file, parsed(clone, file)]))
  const read = new Set([...trees.values()].flatMap(namesRead))
  const unread = [...trees].flatMap(([file, tree]) =>
    wordsOf(tree)
      .filter((name) => !read.has(name))
      .map((name) => `${file}: nothing says “${name}”`),
  )
  return [...new Set(unread)].join('\n')
}

function sources(clone, folder) {
  return readdirSync(path.join(clone, folder), { recursive: true })
    .filter((file) => /(?<!\.test|\.generated)\.tsx?$/.test(file))
    .map((file) => path.join(folder, file))
}

function parsed(clone, file) {
  const text = readFileSync(path.join(clone, file), 'utf8')
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false)
}

/** `w.title`, `const { title } = w`, and every string literal, since words are also chosen by a kind: `w.roles[role]`. */
function namesRead(tree) {
  return collect(tree, (node) => {
    if (ts.isPropertyAccessExpression(node)) return node.name.text
    if (ts.isBindingElement(node)) return (node.propertyName ?? node.name).text
    return ts.isStringLiteral(node) ? node.text : undefined
  })
}

/** The property names in the arguments of `defineWords` or a `said`. */
function wordsOf(tree) {
  if (!/(?:^|[/-])words\.ts$/.test(tree.fileName)) return []
  return collect(
    tree,
    (node) =>
      ts.isPropertyAssignment(node) && !ts.isStringLiteral(node.name) ? node.name.text : undefined,
    (node) => ts.isFunctionLike(node) || ts.isNewExpression(node),
  )
}

function collect(tree, find, endsAt = () => false) {
  const found = []
  const visit = (node) => {
    const name = find(node)
    if (name !== undefined) found.push(name)
    if (!endsAt(node)) ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}
