import type { House } from '../../kernel/context.ts'
import { fair, hotel, sales } from './client-scenes.ts'
import { direction, latest } from './office-scenes.ts'
import { Stage } from './stage.ts'
import * as store from './store.ts'
import { everybody, lunch, production, safety } from './workshop-scenes.ts'

/** Creates the demonstration company on an empty demonstration instance; returns whether it did. */
export async function moveIn(house: House): Promise<boolean> {
  if (!house.config.demo || (await store.anybody(house.db))) return false
  const stage = new Stage(house)
  await stage.enterAll(400)
  for (const scene of [everybody, production, safety, fair, sales, hotel, direction, lunch, latest])
    await scene(stage)
  return true
}
