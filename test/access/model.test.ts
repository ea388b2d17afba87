import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { listed, refusedShapes } from '../world/refused-shapes.ts'
import { founded } from '../world/people.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import { setClock } from './acts.ts'
import { begin, clockOf, historyOf, playOn, setScene, type Step } from './model-play.ts'
import { notes, shelves, type PlayedTool } from './model-tools.ts'
import type { Verdict } from './model.ts'
import { callsRules, forCluster } from './rules-as-text.ts'

/** Whether the rules are asked by the text that a cluster runs, instead of by their functions (decision 0024). */
let asText = false
/** The statements that were played by text. */
const asTexts = new Set<string>()
/** Every statement that was played, and its name. */
const sentTexts = new Map<string, string>()
/**
 * Random histories are played on the model of the rules and on the real server, and the two must always agree: on every
 * answer, and on what everybody sees on every surface. MODEL_SEED=… replays one history; MODEL_HISTORIES=… limits their number.
 */
const house = await startRehearsal((statement) => {
  const sent = asText ? forCluster(statement) : statement
  if (sent !== statement) asTexts.add(statement.name ?? statement.text)
  assert.ok(!asText || !callsRules(sent.text), sent.text)
  sentTexts.set(sent.text, statement.name ?? sent.text)
  return sent
})
const { organization } = await founded(house)
const scene = await setScene(house, organization)
setClock(clockOf(house))

const played = new Map<Verdict, number>()

/** Commands that every run plays, on however busy a machine. */
const enough = 2000

/** Plays a history; returns the acts, and the first disagreement if there is one. */
async function tryOut(
  history: Step[],
  tool: PlayedTool,
): Promise<{ said: string[]; wrong?: unknown }> {
  return house.rehearse(async () => {
    const play = await begin(scene, tool, played)
    try {
      await playOn(play, history)
      return play
    } catch (wrong) {
      return { ...play, wrong }
    }
  })
}

/** Removes acts that the disagreement does not need. */
async function shortest(history: Step[], tool: PlayedTool): Promise<Step[]> {
  let kept = history
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let at = kept.length - size; at >= 0; at -= size) {
      const without = kept.toSpliced(at, size)
      if ((await tryOut(without, tool)).wrong) kept = without
    }
  return kept
}

/** The tools take turns, so that the rules are tried with each and a history costs no more than with one. */
const toolOf = (seed: number) => (seed % 2 === 0 ? notes : shelves)

async function mustAgree(seed: number, tool = toolOf(seed)): Promise<void> {
  const history = historyOf(seed)
  const { wrong } = await tryOut(history, tool)
  if (!wrong) return
  const { said, wrong: again } = await tryOut(await shortest(history, tool), tool)
  assert.fail(
    `history ${seed} with ${tool.name}${asText ? ' by text' : ''} (add it to test/access/seeds.txt):\n${said.join('\n')}\n${String(again ?? wrong)}`,
  )
}

const seeds = readFileSync(path.join(import.meta.dirname, 'seeds.txt'), 'utf8')
  .split('\n')
  .filter((line) => /^-?\d/.test(line))
  .map((line) => Number(line.split(' ')[0]))

test('A1 to A10 · histories that once disagreed with the rules agree, also by the text for a cluster', async () => {
  for (const seed of seeds) {
    asText = false
    for (const tool of [notes, shelves]) await mustAgree(seed, tool)
    asText = true
    await mustAgree(seed, notes)
  }
})

test('A1 to A11, I5, I7, I10 · over random histories the server and the rules in plain words never disagree', async (t) => {
  const given = process.env['MODEL_SEED']
  const first = given ? Number(given) : Math.floor(Math.random() * 2 ** 31)
  const histories = given ? 1 : Number(process.env['MODEL_HISTORIES'] ?? Infinity)
  const late = performance.now() + 900_000
  played.clear()
  const commands = () => [...played.values()].reduce((sum, each) => sum + each, 0)
  let each = 0
  for (; each < histories && commands() < enough; each++) {
    asText = each % 4 > 1
    await mustAgree(first + each)
    assert.ok(performance.now() < late, `only ${commands()} commands in a quarter of an hour`)
  }
  const said = JSON.stringify(Object.fromEntries(played))
  t.diagnostic(
    `${commands()} commands in ${each} histories, seeds ${first} to ${first + each - 1}: ${said}`,
  )
  assert.ok((played.get('done') ?? 0) > each * 10, 'hardly anything was done')
})

test('A1 · the hot checks were played by the text for a cluster, which calls no function of the rules', () => {
  const hot = ['access-item', 'access-container', 'access-group', 'read-note', 'containers-tool']
  const lists = ['note-list-of-space-changed', 'newest', 'search', 'live-changes-seen', 'trash']
  for (const name of [...hot, ...lists, 'record-change']) assert.ok(asTexts.has(name), name)
})

test('no statement that was played has a shape that a distributed PostgreSQL refuses, but those that are listed', () => {
  const known = new Set(listed().map(([at]) => at.slice(at.indexOf(' ') + 1)))
  known.add('access-group: LATERAL … LIMIT over unnest') // its text reads only tables that every node has
  const found = [...sentTexts].flatMap(([text, name]) =>
    refusedShapes(text).map((shape) => `${name}: ${shape}`),
  )
  assert.deepEqual(
    found.filter((each) => !known.has(each)),
    [],
  )
})
