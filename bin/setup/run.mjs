import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { giveUp } from './say.mjs'

export const root = path.resolve(fileURLToPath(import.meta.url), '../../..')

/** Keeps compiled code, so that the next start takes half the time. */
const compiled = {
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules/.cache/node'),
}

/** The Node from the package; otherwise the system's, when it is as new. */
export function node() {
  const packaged = path.join(root, 'node_modules/.bin/node')
  if (existsSync(packaged)) return packaged
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  return giveUp(
    `There is no Node 26 package for ${process.platform}-${process.arch}, or it could not be installed: ` +
      `remove node_modules and try again, or install Node 26 or later on this system.`,
  )
}

/**
 * Runs a program until it ends and returns its exit code. Signals sent to this command are passed on, and with `ipc` the
 * program also notices when this command is killed.
 */
export function run(program, args, { env = {}, ipc = false, stdio = 'inherit', onMessage } = {}) {
  const streams = ipc ? [stdio, stdio, stdio, 'ipc'] : stdio
  const child = spawn(program, args, {
    cwd: root,
    stdio: streams,
    env: { ...process.env, ...compiled, ...env },
  })
  const pass = (signal) => child.kill(signal)
  const watch = whenOrphaned(() => pass('SIGTERM'))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, pass)
  if (onMessage) child.on('message', onMessage)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearInterval(watch)
      for (const each of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.off(each, pass)
      resolve(signal ? 128 : code)
    })
  })
}

/** npm passes a signal only to the shell between it and this command, and only the shell dies of it. */
function whenOrphaned(act) {
  if (!process.env.npm_lifecycle_event) return undefined
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    act()
  }, 250)
  watch.unref()
  return watch
}

/** Runs a program quietly; shows its output only when it fails. */
export function runQuietly(program, args, env = {}, cwd = root) {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}
