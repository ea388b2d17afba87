import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { endWhatIsOver, askSuccessors } from '../../server/foundation/membership/ending.ts'
import { putForward } from '../world/clock.ts'
import { nobody } from '../world/people.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import { acts, type Scene, type Try } from './delegation-acts.ts'
import { beyond } from './delegation-exceptions.ts'
import { chooser, lendingTown } from './delegation-town.ts'
import { gains, holdings } from './holdings.ts'

/**
 * Monotone delegation (I7): in random acts that give rights to others, nobody gains a right that the person who gave it did
 * not have, unless a rule allows it (delegation-exceptions.ts). DELEGATION_SEED=… replays one history.
 */
const house = await startRehearsal()
const { people: cast } = await lendingTown(house)

interface Step {
  act: string
  numbers: number[]
}

/** More frequent, because the other acts depend on them. */
const often = [
  ...['write', 'write', 'write', 'setList', 'setList', 'setList', 'makeBox', 'invite', 'invite'],
  ...['accept', 'accept', 'add', 'move', 'copy', 'chooseEditors', 'chooseReaders', 'askToJoin'],
  ...['approve', 'handOver', 'nest', 'takeOver', 'inviteColleague', 'acceptByLink'],
]

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...Object.keys(acts), ...often, ...often),
  numbers: fc.array(fc.nat(1_000_000), { minLength: 16, maxLength: 16 }),
})

const onContent = new Set([
  ...['makeBox', 'setList', 'follow', 'moveBox', 'trashBox', 'restoreBox', 'markBox', 'markItem'],
  ...['write', 'move', 'copy', 'trashItem', 'restoreItem', 'takeOver', 'chooseEditors'],
  'chooseReaders',
])

const done = new Map<string, number>()

/** Plays a history; fails at the first gain that nobody was able to give. */
function play(seed: number, steps: number): Promise<void> {
  return house.rehearse(async () => {
    const people = new Map(cast)
    let days = 0
    const scene: Scene = {
      ...{ house, people, choose: chooser([0], people), now: await holdings(house, people) },
      async putForward() {
        await putForward(house, (days += 1))
        await endWhatIsOver(house.app.house)
      },
    }
    for (const { act, numbers } of fc.sample(step, { seed, numRuns: steps })) {
      scene.choose = chooser(numbers, people)
      const tried = await acts[act]!(scene)
      if (tried) await take(scene, tried, `history ${seed}`)
    }
    await putForward(house, 0)
  })
}

async function take(scene: Scene, tried: Try, history: string): Promise<void> {
  const by = scene.people.get(tried.by) ?? nobody(house)
  const answer = await tried.send(by)
  const what = `${tried.act} by ${nameOf(scene, tried.by)}: ${answer.status}`
  assert.ok(answer.status < 500, `${history}: ${what} ${JSON.stringify(answer.body)}`)
  if (answer.status >= 300) return
  if (tried.act === 'deactivate') await askSuccessors(house.app.house)
  await tried.done?.(answer)
  done.set(tried.act, (done.get(tried.act) ?? 0) + 1)
  const after = await holdings(
    house,
    scene.people,
    onContent.has(tried.act) ? scene.now : undefined,
  )
  const wrong = beyond(gains(scene.now, after), tried, scene.now, after)
  const told = wrong.map(
    ({ who, where, what: gained }) => `${nameOf(scene, who)} gained ${gained} on ${where}`,
  )
  assert.deepEqual(told, [], `${history}: ${what} ${JSON.stringify(tried)}`)
  scene.now = after
}

const nameOf = ({ people }: Scene, id: string) => people.get(id)?.email.split('@')[0] ?? id

test('I7, M2 to M5, A2, A4, O4, J3 · over random acts of delegation, nobody gains what the one it rests on did not have', async (t) => {
  const given = process.env['DELEGATION_SEED']
  const first = given ? Number(given) : Math.floor(Math.random() * 2 ** 31)
  const enough = Number(process.env['DELEGATION_ACTS'] ?? 200)
  const total = () => [...done.values()].reduce((sum, each) => sum + each, 0)
  let seed = first
  for (; total() < enough && (!given || seed === first); seed++) await play(seed, 120)
  const kinds = JSON.stringify(Object.fromEntries([...done]))
  t.diagnostic(`${total()} acts succeeded, seeds ${first} to ${seed - 1}: ${kinds}`)
  if (total() >= 200) assert.ok(done.size > 20, `only ${done.size} kinds of acts: ${kinds}`)
})
