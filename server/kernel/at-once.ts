/** Runs `act` on each, at most `most` at the same time. */
export async function eachAtOnce<T>(
  all: AsyncIterable<T> | Iterable<T>,
  most: number,
  act: (each: T) => Promise<unknown>,
): Promise<void> {
  const running = new Set<Promise<unknown>>()
  for await (const each of all) {
    const acting: Promise<unknown> = act(each).finally(() => running.delete(acting))
    acting.catch(() => undefined) // thrown where it is awaited
    running.add(acting)
    if (running.size >= most) await Promise.race(running)
  }
  await Promise.all(running)
}
