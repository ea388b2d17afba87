import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { test } from 'node:test'
import { mayMount, onSmallDisk, root } from './server-process.ts'

const skip = !mayMount && 'this system gives no small disk to try on'

test(
  'a disk that fills up refuses writes as Unavailable, loses none, and needs no restart',
  { skip },
  () => {
    const disk = mkdtempSync('/tmp/atelier-full-')
    const command = onSmallDisk('150m', disk, [process.execPath, 'test/faults/full-disk.ts', disk])
    const [program = '', ...args] = command
    const { stdout, stderr } = spawnSync(program, args, {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
    })
    rmSync(disk, { recursive: true })
    const told = JSON.parse(stdout || '{}')
    assert.deepEqual(told.other, [], stderr)
    assert.ok(told.unavailable >= 5, 'the disk was full')
    assert.equal(told.after, 1, 'it recovered')
    assert.equal(told.kept, told.acknowledged)
  },
)
