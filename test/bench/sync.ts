import type { Container } from '../../server/access/authorized.ts'
import * as access from '../../server/access/store.ts'
import type { Context } from '../../server/kernel/context.ts'
import type { ContainerId, SpaceId } from '../../server/kernel/ids.ts'
import * as sync from '../../server/foundation/sync/store.ts'
import { linesEach } from './furnished.ts'
import { reading, type House } from './house.ts'
import { alternately, median, valueRow, type Row } from './measure.ts'
import { keyRead } from './key-read.ts'
import { asker } from './plans.ts'

const rounds = 50

/** Changes of the items of a container since a token, with ten new lines: time in the database. */
export async function syncRows(large: House): Promise<Row[]> {
  const { space, id } = await whereLinesAre(large)
  const container = await access.container(reading(large), asker, space, id)
  const ctx = { ...reading(large), person: { id: asker } } as Context
  const once = async () => {
    const each: number[] = []
    for (let n = 0; n < rounds; n++) {
      const before = large.busy() ?? performance.now()
      await follow(ctx, container!)
      each.push((large.busy() ?? performance.now()) - before)
    }
    return median(each)
  }
  return [
    valueRow(
      'changes of a container since a token, ten lines new (ceiling: a key read)',
      'ms in db',
      await alternately(5, once, () => keyRead(large)),
      { atMost: 1 },
    ),
  ]
}

async function follow(ctx: Context, container: Container): Promise<void> {
  const outlook = await sync.outlook(ctx, container)
  const after = linesEach - 10
  await sync.endOfPage(ctx, container, after, 1000)
  const touched = await sync.touched(ctx, container, after, linesEach, {
    ...outlook,
    kinds: ['note'],
  })
  if (touched.length === 0) throw new Error('nothing has happened')
  await sync.ended(ctx, container, after, linesEach, outlook)
}

/** A group of the asker whose log nobody but `furnish` has written. */
async function whereLinesAre({ db }: House): Promise<{ space: SpaceId; id: ContainerId }> {
  const row = await db.row<{ space: SpaceId; id: ContainerId }>({
    text: `select h.space_id as space, h.container_id as id from flat_membership m
      join change h on h.space_id = m.group_id and h.seq = $2
      join space_counter n on n.space_id = h.space_id and n.seq = $2
      where m.person_id = $1 order by 1 limit 1`,
    values: [asker, linesEach],
  })
  return row!
}
