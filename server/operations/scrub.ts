// Compares rows, counts and files, whether or not the server is running. `npm run scrub` starts it.
import { damagedFiles, scrub, type Scrubbed } from '../foundation/files/scrub.ts'
import type { House } from '../kernel/context.ts'
import { damagedArchiveSentence, damageSentence } from './checks.ts'
import { damagedArchives } from './exchange/shelf.ts'
import { inHouse } from './in-house.ts'

async function scrubAll(house: House): Promise<void> {
  tell(await scrub(house, new Date(), { milliseconds: Infinity, again: true }))
  const damaged = await damagedFiles(house.db)
  const archives = await damagedArchives(house, Infinity)
  const sentences = [
    ...damaged.map((each) => damageSentence(house.blobs, each)),
    ...archives.map((each) => damagedArchiveSentence(house.blobs, each)),
  ]
  for (const sentence of sentences) console.log(`✖ ${sentence}`)
  if (sentences.length === 0) console.log('✔ Every file is what was stored.')
  process.exitCode = sentences.length === 0 ? 0 : 1
}

function tell({ read, removed, recounted }: Scrubbed): void {
  console.log(`· ${read} files were read and compared with their hash.`)
  console.log(`· ${removed} files that nothing names any more were removed.`)
  for (const { space, counted, stored } of recounted)
    console.log(`· The storage of ${space} was counted as ${counted} bytes; it is ${stored}.`)
}

await inHouse({}, scrubAll)
