import { readdirSync, readFileSync } from 'node:fs'
import type { Statement } from '../../server/kernel/db.ts'

// A distributed PostgreSQL refuses a statement that calls a function which reads tables. For a cluster, the same rules are
// therefore generated as text (decision 0024): the bodies of the functions of database/access take the place of their calls.

interface Rule {
  parameters: { name: string; type: string }[]
  /** Of a function that returns a table. */
  columns: string[] | undefined
  body: string
}

const folder = 'database/access'
/** Reads no table, so that a cluster calls it too. */
const clock = 'the_time'

/** The functions of the rule book, by name. */
export function rulesIn(files = readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const rules = new Map<string, Rule>()
  for (const file of files)
    for (const [, name, parameters, , columns, body] of readFileSync(
      `${folder}/${file}`,
      'utf8',
    ).matchAll(
      /create or replace function (\w+)\(([^)]*)\)\s+returns (table \(([^)]*)\)|\w+(?:\[\])?)\s+language sql [a-z ]*as \$\$([\s\S]*?)\$\$/g,
    ))
      if (name !== clock)
        rules.set(name!, {
          parameters: named(parameters!),
          columns: columns === undefined ? undefined : named(columns).map((each) => each.name),
          body: body!.replaceAll(/--.*$/gm, '').trim(),
        })
  return rules
}

function named(list: string): { name: string; type: string }[] {
  return list
    .split(',')
    .map((each) => each.trim().split(/\s+/))
    .flatMap(([name, ...type]) => (name ? [{ name, type: type.join(' ') }] : []))
}

/** The statement with the bodies of the rules in place of their calls, as often as bodies call others. */
export function asText(statement: string, rules: Map<string, Rule>): string {
  const call = new RegExp(`(?<![\\w.])(${[...rules.keys()].join('|')})\\(`)
  let text = statement
  for (let count = 1; ; count++) {
    const found = call.exec(text)
    if (!found) return text
    if (count > 1000) throw new Error(`a rule calls itself: ${found[1]}`)
    const rule = rules.get(found[1]!)!
    const { given, end } = givenAt(text, found.index + found[0].length)
    const body = filled(rule, given, count)
    const [before, after] = [text.slice(0, found.index), text.slice(end)]
    text = rule.columns ? relation(before, body, after, rule.columns) : `${before}(${body})${after}`
  }
}

/** What a call is given, and where it ends. */
function givenAt(text: string, from: number): { given: string[]; end: number } {
  const given: string[] = []
  let start = from
  for (let depth = 0, at = from; at < text.length; at++) {
    const sign = text[at]!
    if (sign === "'") at = text.indexOf("'", at + 1)
    else if ('(['.includes(sign)) depth++
    else if (depth === 0 && (sign === ',' || sign === ')')) {
      given.push(text.slice(start, at).trim())
      start = at + 1
      if (sign === ')') return { given: given.filter(Boolean), end: at + 1 }
    } else if (')]'.includes(sign)) depth--
  }
  throw new Error(`a call has no end: ${text.slice(from, from + 40)}`)
}

/** The body with its own aliases, so that they hide none of the statement, and with the given values. */
function filled({ parameters, columns, body }: Rule, given: string[], count: number): string {
  const values = new Map(
    parameters.map(({ name, type }, at) => [name, { type, value: given[at]! }]),
  )
  const words = [...body.matchAll(/(?<![\w.'])([a-z_]\w*)\./g)].map(([, word]) => word!)
  const own = new Set(words.filter((word) => !values.has(word)))
  const text = outsideQuotes(body, (part) =>
    part.replaceAll(
      /(?<![\w.])([a-z_]\w*)(\s*\.\s*\w+|\s*\()?/g,
      (whole, word: string, rest = '') => {
        const value = values.get(word)
        if (value && !rest.includes('(')) return `${castOf(value, rest)}${rest}`
        return own.has(word) ? `${word}_${count}${rest}` : whole
      },
    ),
  )
  const isExpression =
    !columns && /^select (?:(?!\b(?:from|limit)\b)[\s\S])*$/.test(withoutBrackets(text))
  return isExpression ? text.replace(/^select\s/, '') : text
}

/** A row is named by its alias; any other value has the type of the parameter. */
function castOf({ type, value }: { type: string; value: string }, rest: string): string {
  return rest.trim().startsWith('.') || type === 'workgroup' ? value : `(${value})::${type}`
}

/** A body in place of a function in FROM: it may refer to what is before it, and its columns keep their names. */
function relation(before: string, body: string, after: string, columns: string[]): string {
  const [, as = '', alias = 'rule', rest = ''] =
    /^(\s+(?:as\s+)?)?(?!on\b|where\b|cross\b|join\b|left\b|group\b|order\b|union\b)([a-z_]\w*)?([\s\S]*)$/.exec(
      after,
    )!
  const lateral = /\blateral\s*$/.test(before) ? '' : 'lateral '
  const renamed = /^\s*\(/.test(rest) ? '' : ` (${columns.join(', ')})`
  return `${before}${lateral}(${body})${as || ' '}${alias}${renamed}${rest}`
}

function outsideQuotes(text: string, change: (part: string) => string): string {
  return text
    .split(/('[^']*')/)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join('')
}

function withoutBrackets(text: string): string {
  const less = text.replaceAll(/\([^()]*\)/g, '')
  return less === text ? text : withoutBrackets(less)
}

const rules = rulesIn()
const calls = new RegExp(`(?<![\\w.])(?:${[...rules.keys()].join('|')})\\(`)
const generated = new Map<string, string>()

/** The same statement for a cluster. */
export function forCluster(statement: Statement): Statement {
  const { name, text } = statement
  if (!calls.test(text)) return statement
  const given = generated.get(text) ?? asText(text, rules)
  generated.set(text, given)
  return { ...statement, text: given, ...(name && { name: `text:${name}` }) }
}

export const callsRules = (text: string): boolean => calls.test(text)
