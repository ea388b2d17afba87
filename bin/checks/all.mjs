import { generateApi } from '../setup/api.mjs'
import { english } from './english.mjs'
import { facts } from './facts.mjs'
import { format } from './format.mjs'
import { imports } from './imports.mjs'
import { lint } from './lint.mjs'
import { types } from './types.mjs'
import { unused } from './unused.mjs'
import { words } from './words.mjs'

const checks = { types, lint, format, imports, unused, words, english, facts }

/** Each check returns the faults it found, or nothing. Prints one line for each, with its duration. */
export async function runChecks(names = Object.keys(checks)) {
  const chosen = names.length > 0 ? names : Object.keys(checks)
  await generateApi()
  const counts = { passed: 0, failed: 0 }
  for (const name of chosen) {
    const began = Date.now()
    const wrong = checks[name] ? await checks[name]() : `there is no such check`
    counts[wrong ? 'failed' : 'passed'] += 1
    console.log(`${wrong ? '✖' : '✔'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    if (wrong) console.log(`${wrong.trim().replaceAll(/^/gm, '  ')}\n`)
  }
  return counts
}
