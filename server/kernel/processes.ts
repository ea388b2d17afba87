import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** What a process number stands for now. A zombie has ended, but nobody has asked how. */
export function stateOf(pid: number): 'running' | 'zombie' | 'gone' {
  if (!Number.isInteger(pid) || pid <= 0) return 'gone'
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone'
  }
  return stateLetter(pid) === 'Z' ? 'zombie' : 'running'
}

/** Numbers are given again: with its start, a process is itself. */
export function startOf(pid: number): string | undefined {
  if (stateOf(pid) === 'gone') return undefined
  // Field 22 of proc_pid_stat(5); the name in brackets may hold anything.
  return existsSync('/proc/self/stat') ? statFields(pid)[19] : ps(pid, 'lstart=')
}

/** The processes whose working folder is `folder`, as all of a PostgreSQL's are in its data. */
export function processesIn(folder: string): number[] {
  const real = realpathSync(folder)
  if (!existsSync('/proc/self/cwd')) return lsof(real)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === real)
    .map(Number)
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined // ended meanwhile, or somebody else's
  }
}

function stateLetter(pid: number): string | undefined {
  return existsSync('/proc/self/stat') ? statFields(pid)[0] : ps(pid, 'state=')?.[0]
}

/** The fields after the name: the state is the first. */
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

function ps(pid: number, field: string): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8' })
  return stdout?.trim() || undefined
}

function lsof(folder: string): number[] {
  const { stdout } = spawnSync('lsof', ['-a', '-d', 'cwd', '-t', folder], { encoding: 'utf8' })
  return (stdout ?? '').split('\n').filter(Boolean).map(Number)
}
