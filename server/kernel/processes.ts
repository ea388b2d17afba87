import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** The state of a process. A zombie has ended, but its parent has not collected its exit status. */
export function stateOf(pid: number): 'running' | 'zombie' | 'gone' {
  if (!Number.isInteger(pid) || pid <= 0) return 'gone'
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone'
  }
  return stateLetter(pid) === 'Z' ? 'zombie' : 'running'
}

/** The start time of a process: ids are reused, so only both together identify it. */
export function startOf(pid: number): string | undefined {
  if (stateOf(pid) === 'gone') return undefined
  // Field 22 of proc_pid_stat(5); the name in brackets may contain anything.
  return existsSync('/proc/self/stat') ? statFields(pid)[19] : ps(pid, 'lstart=')
}

/** Milliseconds of processor time of a process so far, where the system tells. */
export function cpuOf(pid: number): number | undefined {
  const [user, system] = statFields(pid).slice(11, 13).map(Number)
  // Linux counts in hundredths of a second for everybody outside the kernel.
  return user === undefined || system === undefined ? undefined : (user + system) * 10
}

/** The processes whose working folder is `folder`, as that of every PostgreSQL process is its data folder. */
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
    return undefined // it has ended, or belongs to another user
  }
}

function stateLetter(pid: number): string | undefined {
  return existsSync('/proc/self/stat') ? statFields(pid)[0] : ps(pid, 'state=')?.[0]
}

/** The fields after the name, beginning with the state. */
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
