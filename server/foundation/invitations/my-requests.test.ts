import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { groupOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded } from '../../../test/world/people.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import { inContext } from '../../kernel/context.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')

async function asked(name: string) {
  const settings = { listed: 'organization', joining: 'request' } as const
  const group = await groupOf(ada, { name, settings })
  const request = await must(
    mina.post<{ id: string }>(`/api/groups/${group.id}/join-requests`, { message: 'Please' }),
    201,
  )
  return { group, mine: `/api/me/join-requests/${request.id}`, request: request.id }
}

/** A statement waits for the lock of another transaction. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const row = await instance.db.row<{ n: number }>({
      text: `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    })
    if (row!.n > 0) return
  }
}

test('J3, I4 · who withdraws takes turns with who answers, in one order: neither stops the other, and one of them is late', async () => {
  const { group, mine, request } = await asked('Answered meanwhile')
  let withdrawing: ReturnType<typeof mina.delete> | undefined
  await inContext(instance.app.house, undefined, async (ctx) => {
    await lockSpaces(ctx, [group.id])
    withdrawing = mina.delete(mine)
    await somebodyWaits()
    // the waiting withdrawal holds no lock that the answer needs
    await ctx.db.run({
      text: 'select from join_request where id = $1 for update nowait',
      values: [request],
    })
    await ctx.db.run({
      text: `update join_request set decision = 'declined', decided_at = now(), decided_by = $2 where id = $1`,
      values: [request, ada.id],
    })
  })
  assert.equal((await withdrawing!).status, 404)
})

test('J3 · of many withdrawals of the same request at the same time one succeeds, and the history has it once', async () => {
  const { group, mine } = await asked('Withdrawn once')
  const all = await Promise.all(Array.from({ length: 20 }, () => mina.delete(mine)))
  assert.deepEqual(
    all.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, ...Array.from({ length: 19 }, () => 404)],
  )
  const { items } = await must(
    ada.get<{ items: { kind: string }[] }>(`/api/groups/${group.id}/history`),
  )
  assert.equal(items.filter(({ kind }) => kind === 'request.withdrawn').length, 1)
})
