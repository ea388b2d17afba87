import path from 'node:path'
import { node, root, runQuietly } from '../setup/run.mjs'

/** Guards against a silent failure: with fewer modules, the tool has read no TypeScript. */
const fewestModules = 50

/** Checks the import rules of .dependency-cruiser.cjs, each with its sentence. */
export async function imports(clone = root) {
  const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const folders = ['server', 'web', 'test']
  const args = [cruiser, ...folders, '--output-type', 'json']
  const { said } = await runQuietly(node(), args, {}, clone)
  const summary = read(said)
  if (!summary) return said || 'dependency-cruiser said nothing'
  if (summary.totalCruised < fewestModules) return `only ${summary.totalCruised} modules were read`
  const broken = summary.violations.filter(({ rule }) => rule.severity === 'error')
  return broken.map((each) => sentence(each, summary.ruleSetUsed)).join('\n')
}

function read(said) {
  try {
    return JSON.parse(said.slice(said.indexOf('{'))).summary
  } catch {
    return undefined
  }
}

function sentence({ from, to, rule, cycle }, { forbidden }) {
  const { comment } = forbidden.find(({ name }) => name === rule.name) ?? {}
  const way = cycle ? cycle.map(({ name }) => name).join(' → ') : to
  return `${from} → ${way}\n  ${rule.name}: ${comment ?? ''}`
}
