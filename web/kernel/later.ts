import { useState } from 'react'
import { useReader } from './language.ts'
import { asProblem } from './problem.ts'
import { sayProblem } from './problem-words.ts'
import { tell } from './undo.tsx'

/** Code that is loaded when it is first wanted. */
export type Later<Code> = {
  /** Loads it, once; also ahead of time, when somebody approaches what needs it. */
  load: () => Promise<Code>
  loaded: () => Code | undefined
}

export function later<Code>(fetch: () => Promise<Code>): Later<Code> {
  let loaded: Code | undefined
  let asked: Promise<Code> | undefined
  const ask = () =>
    fetch().then(
      (code) => (loaded = code),
      (error: unknown) => {
        asked = undefined
        throw error
      },
    )
  return { load: () => (asked ??= ask()), loaded: () => loaded }
}

/** The code, once `want` was called and it is there; a notice says when it cannot be loaded. */
export function useLater<Code>({ load, loaded }: Later<Code>) {
  const { language } = useReader()
  const [code, setCode] = useState<Code>()
  const want = (then: () => void): void => {
    const use = (got: Code) => {
      setCode(() => got)
      then()
    }
    const got = loaded()
    if (got) use(got)
    else
      load().then(use, (error: unknown) => {
        tell(sayProblem(asProblem(error), language), { tone: 'danger', seconds: 12 })
      })
  }
  return [code, want] as const
}
