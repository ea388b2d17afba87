/** Runs `act` for each in turn. A failure does not stop the others: it is thrown when all have had their turn. */
export async function oneByOne<T>(
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<void> {
  const failed: Error[] = []
  for (const one of all)
    try {
      await act(one)
    } catch (error) {
      failed.push(error as Error)
    }
  if (failed.length > 0)
    throw new AggregateError(failed, failed.map(({ message }) => message).join('\n'))
}
