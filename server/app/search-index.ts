// Rebuilds the search index, whether or not the server runs. `npm run search-index` starts it.
import { indexAll } from '../foundation/search/work.ts'
import { forgetPositions, itemsInAll } from '../foundation/search/index-store.ts'
import type { House } from '../kernel/context.ts'
import { inHouse } from '../operations/in-house.ts'
import { events } from './events.ts'
import { tools } from './tools.ts'

/** A server that runs at the same time does its part of the work. */
async function buildAgain(house: House): Promise<void> {
  const all = await itemsInAll(house.db)
  await forgetPositions(house.db)
  let read = 0
  let told = Date.now()
  await indexAll(house, undefined, (items) => {
    read += items
    if (Date.now() - told < 2000) return
    told = Date.now()
    console.log(`· ${read} of about ${all} items are read.`)
  })
  console.log('✔ Searches find everything as it is.')
}

await inHouse({ tools, events }, buildAgain)
