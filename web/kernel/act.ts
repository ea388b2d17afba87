import type { QueryKey } from '@tanstack/react-query'
import { useMutation } from '@tanstack/react-query'
import { useReader } from './language.ts'
import type { Problem } from './problem.ts'
import { asProblem } from './problem.ts'
import { sayProblem } from './problem-words.ts'
import { queries } from './queries.ts'
import { tell } from './undo.tsx'

type Act<Input, Output> = {
  /** Queries to refetch afterwards: keys, or prefixes of keys (`[space]`). */
  refresh?: readonly QueryKey[] | ((input: Input) => readonly QueryKey[])
  /** An optimistic change, rolled back if the server refuses. */
  ahead?: { key: QueryKey; change: (now: never, input: Input) => unknown }
  done?: (output: Output, input: Input) => void
  /** For forms, which show their own errors; without this a notice shows the refusal. */
  refused?: (problem: Problem, input: Input) => void
}

/** An action that changes something: `const leave = useAct(() => send('post', …), { refresh: [[space]] })`. */
export function useAct<Input = void, Output = unknown>(
  run: (input: Input) => Promise<Output>,
  { refresh, ahead, done, refused }: Act<Input, Output> = {},
) {
  const { language } = useReader()
  return useMutation({
    mutationFn: run,
    onMutate: (input: Input) => (ahead ? showAhead(ahead.key, ahead.change, input) : undefined),
    onSuccess: (output, input) => done?.(output, input),
    onError: (error, input, before) => {
      before?.takeBack()
      const problem = asProblem(error)
      if (refused) refused(problem, input)
      else tell(sayProblem(problem, language), { tone: 'danger', seconds: 12 })
    },
    onSettled: (_output, _error, input) => {
      const keys = typeof refresh === 'function' ? refresh(input) : (refresh ?? [])
      for (const queryKey of [...keys, ...(ahead ? [ahead.key] : [])])
        void queries.invalidateQueries({ queryKey })
    },
  })
}

function showAhead<Input>(
  key: QueryKey,
  change: (now: never, input: Input) => unknown,
  input: Input,
): { takeBack: () => void } {
  void queries.cancelQueries({ queryKey: key })
  const before = queries.getQueryData(key)
  if (before !== undefined) queries.setQueryData(key, change(before as never, input))
  return { takeBack: () => queries.setQueryData(key, before) }
}
