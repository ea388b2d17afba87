import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from './run.mjs'
import { during } from './say.mjs'

/**
 * Runs the work once no other command in this clone is doing it: `npm start` and `npm test` may be started at the same
 * time.
 */
export async function alone(name, work) {
  const mark = path.join(root, 'dist', `${name}.pid`)
  mkdirSync(path.dirname(mark), { recursive: true })
  await during(`Waiting for another command that is ${name}`, () => taken(mark))
  const release = () => rmSync(mark, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

async function taken(mark) {
  for (;;) {
    try {
      writeFileSync(mark, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isAlive(mark)) rmSync(mark, { force: true })
      else await pause(200)
    }
  }
}

function isAlive(mark) {
  try {
    process.kill(Number(readFileSync(mark, 'utf8')) || process.pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
