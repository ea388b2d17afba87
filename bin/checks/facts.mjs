import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root as project } from '../setup/run.mjs'

let root = project

/** Checks that paths, commands, settings and rules named in documents exist, and that every setting is read somewhere. */
export function facts(clone = project) {
  root = clone
  const documents = files('.md').filter((file) => !file.startsWith('docs/decisions/'))
  const settings = settingsOfConfig()
  const wrong = [
    ...documents.flatMap((file) => wrongIn(file, settings)),
    ...undocumented(settings),
    ...unread(settings),
    ...wrongRules([...documents, ...files('.test.ts')]),
  ]
  return wrong.join('\n')
}

const folders = ['bin', 'database', 'docs', 'server', 'test', 'web', '.ci']
const tops = new RegExp(String.raw`^(?:\./)?(?:${folders.join('|').replace('.', String.raw`\.`)})/`)

function wrongIn(file, settings) {
  const text = read(file)
  const spans = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, span]) => span)
  return [
    ...spans.filter(isMissingPath).map((span) => `${file}: there is no ${span}`),
    ...links(text, file).map((link) => `${file}: the link to ${link} leads nowhere`),
    ...commands(text).map((command) => `${file}: package.json has no script for “${command}”`),
    ...spans
      .filter((span) => /^[A-Z]{4,}(?:_[A-Z]+)*$/.test(span))
      .filter((span) => looksLikeSetting(text, span) && !settings.has(span))
      .map((span) => `${file}: there is no setting ${span}`),
  ]
}

function withoutBlocks(text) {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '')
}

function isMissingPath(span) {
  if (!tops.test(span) || /[*{}<>…\s]|NNNN/.test(span)) return false
  return !existsSync(path.join(root, span.replace(/[:#].*$/, '')))
}

function links(text, file) {
  const targets = [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
  return targets
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .filter((target) => !existsSync(path.join(root, path.dirname(file), target.split('#')[0])))
}

function commands(text) {
  const { scripts } = JSON.parse(read('package.json'))
  const said = [...text.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g)]
  return said.filter(([, script, short]) => !scripts[script ?? short]).map(([command]) => command)
}

/** Capitals in a document count as a setting when the same line has them with `=` or in the first column of a table. */
function looksLikeSetting(text, span) {
  return text.includes(`${span}=`) || text.includes(`| \`${span}\``)
}

/** Maps each variable to its name in the code, as server/kernel/config.ts declares it. */
function settingsOfConfig() {
  const declared = read('server/kernel/config.ts').matchAll(
    /^ {2}(\w+): (?:setting|optional|secret)\(\s*'([A-Z_]+)'/gm,
  )
  return new Map([...declared].map(([, key, name]) => [name, key]))
}

function undocumented(settings) {
  const page = 'docs/operating.md'
  if (settings.size < 10) return ['the settings of server/kernel/config.ts could not be read']
  if (!existsSync(path.join(root, page))) return [`${page} is missing`]
  const text = read(page)
  return [...settings.keys()]
    .filter((name) => !text.includes(`\`${name}\``))
    .map((name) => `${page}: the setting ${name} is not documented`)
}

function unread(settings) {
  const code = files('.ts')
    .filter((file) => file.startsWith('server/') && !file.includes('kernel/config.'))
    .map(read)
    .join('\n')
  return [...settings]
    .filter(([, key]) => !new RegExp(String.raw`\b${key}\b`).test(code))
    .map(([name]) => `server/kernel/config.ts: nobody reads the setting ${name}`)
}

const specification = 'docs/specification.md'

/** Rule ids are cited as (G4), `A7`, or at the start of a test title. */
function wrongRules(cited) {
  if (!existsSync(path.join(root, specification))) return [`${specification} is missing`]
  const rules = new Set(
    [...read(specification).matchAll(/^\s*- ([A-Z]\d{1,2})\b|\b(V\d) /gm)].map((m) => m[1] ?? m[2]),
  )
  return cited
    .filter((file) => file !== specification)
    .flatMap((file) =>
      citations(read(file), file)
        .filter((rule) => /^[A-HJ-OQ-VZ]\d/.test(rule) && !rules.has(rule))
        .map((rule) => `${file}: ${specification} has no rule ${rule}`),
    )
}

function citations(text, file) {
  const heads = [...text.matchAll(/\btest\(\s*['"`]([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*) ·/g)]
  const brackets = file.endsWith('.md')
    ? [...text.matchAll(/\(([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*)\)/g)]
    : []
  return [...heads, ...brackets].flatMap(([, ids]) => ids.split(', '))
}

const ignored = new Set(['node_modules', 'dist', 'data', 'gallery', '.git'])

function files(ending, folder = '.') {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : files(ending, file)
    return entry.name.endsWith(ending) ? [file] : []
  })
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8')
}
