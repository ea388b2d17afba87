import { node, runQuietly } from '../setup/run.mjs'

const projects = [
  'tsconfig.json',
  'test/tsconfig.json',
  'web/tsconfig.json',
  'test/shelves/web/tsconfig.json',
]

export async function types() {
  const results = await Promise.all(projects.map((project) => tsc(project)))
  const wrong = results.filter(({ code }) => code !== 0).map(({ said }) => said)
  return [...new Set(wrong.join('\n').split('\n'))].join('\n')
}

function tsc(project) {
  return runQuietly(node(), ['node_modules/ts7/bin/tsc', '-p', project, '--pretty', 'false'])
}
