/** One line of the table of figures. */
export interface Row {
  name: string
  value: number
  unit: string
  /** The baseline of this machine in the same run; undefined for a figure without one. */
  ceiling: number | null
  ratio: number | null
  target: string
  ok: boolean
}

export interface Compared {
  value: number
  ceiling: number
  /** Value by ceiling: the median over all pairs. */
  ratio: number
}

/** Two figures that were not measured in pairs. */
export function compared(value: number, ceiling: number): Compared {
  return { value, ceiling, ratio: value / ceiling }
}

/** Fails with a message after this many seconds, so that a figure cannot wait for ever. */
export async function within<T>(
  seconds: number,
  work: Promise<T>,
  words: () => string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${words()} after ${seconds} s`)), seconds * 1000)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

type Measure = (round: number) => Promise<number>

/** Measures A and B alternately, so that other load on the machine affects both. */
export async function alternately(pairs: number, a: Measure, b: Measure): Promise<Compared> {
  const measured: [number, number][] = []
  for (let pair = 0; pair < pairs; pair++) measured.push(await inTurn(pair, a, b))
  return {
    value: median(measured.map(([value]) => value)),
    ceiling: median(measured.map(([, ceiling]) => ceiling)),
    ratio: median(measured.map(([value, ceiling]) => value / ceiling)),
  }
}

/** Alternates which goes first, because the second finds warm caches. */
async function inTurn(round: number, a: Measure, b: Measure): Promise<[number, number]> {
  if (round % 2 === 0) return [await a(round), await b(round)]
  const second = await b(round)
  return [await a(round), second]
}

type Act = (round: number) => Promise<unknown>

/** Milliseconds of two acts, each pair the medians of many rounds in turn. */
export async function timed(
  { pairs = 7, rounds = 150 }: { pairs?: number; rounds?: number },
  a: Act,
  b: Act,
): Promise<Compared> {
  const all: [number, number][][] = []
  for (let round = 0; round < 10; round++) await inTurn(round, milliseconds(a), milliseconds(b))
  for (let pair = 0; pair < pairs; pair++) {
    const measured: [number, number][] = []
    for (let round = 0; round < rounds; round++)
      measured.push(await inTurn(pair * rounds + round, milliseconds(a), milliseconds(b)))
    all.push(measured)
  }
  const medians = all.map((measured) => ({
    a: median(measured.map(([value]) => value)),
    b: median(measured.map(([, ceiling]) => ceiling)),
  }))
  return {
    value: median(medians.map((pair) => pair.a)),
    ceiling: median(medians.map((pair) => pair.b)),
    ratio: median(medians.map((pair) => pair.a / pair.b)),
  }
}

function milliseconds(act: Act): Measure {
  return async (round) => {
    const began = performance.now()
    await act(round)
    return performance.now() - began
  }
}

export function median(values: number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** A figure that is judged by its ratio to the ceiling. */
export function ratioRow(
  name: string,
  unit: string,
  { value, ceiling, ratio }: Compared,
  limit: { atMost?: number; atLeast?: number },
): Row {
  return {
    name,
    value,
    unit,
    ceiling,
    ratio,
    target: `ratio ${said(limit)}`,
    ok: holds(ratio, limit),
  }
}

/** A figure judged by its own value; the baseline is only for information. */
export function valueRow(
  name: string,
  unit: string,
  measured: { value: number; ceiling?: number; ratio?: number },
  limit: { atMost?: number; atLeast?: number },
): Row {
  const { value, ceiling = null } = measured
  const ratio = measured.ratio ?? (ceiling === null ? null : value / ceiling)
  return { name, value, unit, ceiling, ratio, target: said(limit), ok: holds(value, limit) }
}

function said({ atMost, atLeast }: { atMost?: number; atLeast?: number }): string {
  return atMost !== undefined ? `≤ ${Number(atMost.toFixed(2))}` : `≥ ${atLeast}`
}

function holds(
  value: number,
  { atMost = Infinity, atLeast = -Infinity }: { atMost?: number; atLeast?: number },
): boolean {
  return value <= atMost && value >= atLeast
}
