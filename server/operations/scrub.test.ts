import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { foundGroup, makeNotebook, must, rootOf, writeNote } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { colleague, founded } from '../../test/world/people.ts'
import { workOff } from './exchange/work.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const group = await foundGroup(ada, 'Group')
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')

/** Runs a command as an operator does, with the settings of the running server. */
async function command(name: 'scrub' | 'doctor'): Promise<{ code: number; said: string }> {
  const { user, database, host } = instance.db.pool.options
  const DATABASE_URL = `postgres://${user}@/${database}?host=${encodeURIComponent(String(host))}`
  const env = { ...process.env, DATABASE_URL, DATA_DIR: instance.config.dataDir, PORT: '0' }
  const run = promisify(execFile)(process.execPath, [`server/operations/${name}.ts`], { env })
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  )
}

async function noteWithPicture(background: string): Promise<{ note: string; file: string }> {
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
    .png()
    .toBuffer()
  const note = await writeNote(ada, group, notebook, background, 'Said')
  const before = new Set(files())
  const type = { 'content-type': 'image/png' }
  await must(ada.post(`/api/spaces/${group}/notes/${note}/files`, picture, type), 201)
  return { note, file: files().find((file) => !before.has(file))! }
}

function files(): string[] {
  const blobs = path.join(instance.config.dataDir, 'blobs')
  return readdirSync(blobs, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(blobs, file))
    .filter((file) => /[0-9a-f]{64}-/.test(file))
}

test('Z3 · scrub and doctor say that all is well, then name each file that is missing or spoilt, and whose it is', async () => {
  const [lost, spoilt] = [await noteWithPicture('#111'), await noteWithPicture('#222')]
  await noteWithPicture('#333')
  const { id } = await must(ada.post<{ id: string }>(`/api/groups/${group}/exports`), 202)
  await workOff(instance.app.house)
  const archive = (await instance.db.row<{ file: string }>({
    text: 'select file from group_export where id = $1',
    values: [id],
  }))!.file
  const well = await command('scrub')
  assert.equal(well.code, 0, well.said)
  assert.match(well.said, /3 files were read[^]*✔ Every file is what was stored/)
  assert.match((await command('doctor')).said, /✔ Every file is what was stored/)
  rmSync(lost.file)
  rmSync(files().find((file) => file.endsWith(archive))!)
  writeFileSync(spoilt.file, 'something else')
  const doctor = await command('doctor')
  const scrub = await command('scrub')
  for (const { code, said } of [doctor, scrub]) {
    assert.equal(code, 1)
    assert.match(said, new RegExp(`✖ The archive .*${archive} is missing`))
    for (const [{ note, file }, fault] of [
      [lost, 'missing'],
      [spoilt, 'spoilt'],
    ] as const)
      assert.match(said, new RegExp(`✖ .*${path.basename(file)} is ${fault} .*${note}`))
  }
})

test('O7 · doctor names a space that is counted wrongly, and scrub counts it again', async () => {
  await instance.db.run({
    text: 'update space_counter set stored = stored + 5 where space_id = $1',
    values: [group],
  })
  assert.match((await command('doctor')).said, new RegExp(`✖ The storage of ${group} is counted`))
  assert.match((await command('scrub')).said, new RegExp(`storage of ${group} was counted`))
  assert.doesNotMatch((await command('doctor')).said, /is counted as/)
})
