/** Whether two samples come from one distribution: the two-sided p of the Mann–Whitney test, by its normal approximation. */
export function mannWhitney(a: number[], b: number[]): number {
  const all = [...a.map((value) => ({ value, own: 1 })), ...b.map((value) => ({ value, own: 0 }))]
  all.sort((one, other) => one.value - other.value)
  let ranks = 0
  let ties = 0
  for (let from = 0; from < all.length;) {
    let to = from
    while (to < all.length && all[to]!.value === all[from]!.value) to += 1
    const rank = (from + 1 + to) / 2
    ranks += all.slice(from, to).reduce((sum, { own }) => sum + own * rank, 0)
    ties += (to - from) ** 3 - (to - from)
    from = to
  }
  const [n, m] = [a.length, b.length]
  const u = ranks - (n * (n + 1)) / 2
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
  if (variance === 0) return 1
  return 2 * (1 - normal(Math.abs(u - (n * m) / 2) / Math.sqrt(variance)))
}

export function median(sample: number[]): number {
  const sorted = sample.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

/** The normal distribution's share below z (Abramowitz and Stegun 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * z)
  const tail =
    t *
    (0.319_381_53 +
      t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
