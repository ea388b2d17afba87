/** Things that are read or inserted together: as many as one statement is worth, and no more bytes than memory is. */
const most = { things: 16, bytes: 256 * 1024 }

/** Divides things into batches in their order. A thing that is larger than a batch may be is alone in one. */
export function batchesOf<T>(things: Iterable<T>, bytesOf: (thing: T) => number): T[][] {
  const batches: T[][] = []
  let bytes = Infinity
  for (const thing of things) {
    bytes += bytesOf(thing)
    const batch = batches.at(-1)
    if (batch && batch.length < most.things && bytes <= most.bytes) batch.push(thing)
    else {
      batches.push([thing])
      bytes = bytesOf(thing)
    }
  }
  return batches
}

/** Waits for all, also after a failure, so that nothing goes on unwatched; then throws the earliest failure. */
export async function all<T>(going: Promise<T>[]): Promise<T[]> {
  return Promise.all(going).catch(async (error: unknown) => {
    await Promise.allSettled(going)
    throw error
  })
}

/** Does the next one while the caller uses the result of this one. */
export async function* ahead<T, R>(
  things: Iterable<T>,
  act: (thing: T) => Promise<R>,
): AsyncGenerator<R> {
  let going: Promise<R> | undefined
  try {
    for (const thing of things) {
      const before = going
      const done = before && { result: await before }
      going = act(thing)
      going.catch(() => undefined) // thrown where it is awaited
      if (done) yield done.result
    }
    if (going) yield await going
  } finally {
    await going?.catch(() => undefined)
  }
}

/** Begins with the first step at once, so that it is done when it is wanted. */
export function begun<T>(steps: AsyncGenerator<T>): AsyncGenerator<T> {
  const first = steps.next()
  first.catch(() => undefined) // thrown where it is awaited
  return (async function* () {
    for (let step = await first; !step.done; step = await steps.next()) yield step.value
  })()
}
