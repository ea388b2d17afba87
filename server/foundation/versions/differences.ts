import { diffLines, diffWordsWithSpace, type Change } from 'diff'

export interface Part {
  kind: 'same' | 'added' | 'removed'
  text: string
}

const fewEnough = 30_000
const patience = { timeout: 150 }

/** Compares short texts by words and long ones by lines; returns the whole texts where that costs too much (I12). */
export function differences(then: string, now: string): Part[] {
  const short = then.length + now.length < fewEnough
  const found =
    (short ? diffWordsWithSpace(then, now, patience) : undefined) ?? diffLines(then, now, patience)
  return (found ?? whole(then, now)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

function whole(then: string, now: string): Change[] {
  return [
    { added: false, removed: true, value: then, count: 1 },
    { added: true, removed: false, value: now, count: 1 },
  ]
}
