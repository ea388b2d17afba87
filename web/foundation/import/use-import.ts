import { useState } from 'react'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { asProblem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { queries } from '../../kernel/queries.ts'
import { useAct } from '../../kernel/act.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import type { Imported, ImportOf, Source } from './import.ts'
import { words } from './words.ts'

type Failure = { source: Source; name: string; said: string }
type Success = Imported & { name: string }

/** Imports one after the other, says what was imported and offers to undo it. Returns those that failed. */
export function useImport(of: ImportOf, space: string, onClose: () => void) {
  const w = useWords(words)
  const its = useNoun(of.put.tool, of.put.takes)
  const format = useFormat()
  const { language } = useReader()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<readonly Failure[]>([])
  const undo = useUndoImport(space)
  const tellDone = (done: readonly Success[]) => {
    const guessed = done.filter(({ encoding = 'utf-8' }) => !encoding.startsWith('utf'))
    const names = format.list(guessed.map(({ name }) => name))
    const said = [its.brought(done.length), guessed.length > 0 && w.guessed(names)]
    tellUndo(said.filter(Boolean).join(' '), () => undo.mutate(done.map(({ id }) => id)))
  }
  const run = async (container: string, sources: readonly Source[]): Promise<Source[]> => {
    setBusy(true)
    const failures: Failure[] = []
    const done: Success[] = []
    for (const source of sources) {
      const name = typeof source === 'string' ? w.pasted : source.name
      try {
        done.push({ ...(await of.bring({ space, container }, source)), name })
      } catch (error) {
        const problem = asProblem(error)
        const details = problem.fields.map(({ detail }) => detail).join(' ')
        failures.push({ source, name, said: details || sayProblem(problem, language) })
      }
    }
    void queries.invalidateQueries({ queryKey: [space] })
    setBusy(false)
    setFailed(failures)
    if (done.length > 0) tellDone(done)
    if (failures.length === 0) onClose()
    return failures.map(({ source }) => source)
  }
  return { run, busy, failed }
}

/** As many as one request takes. */
const atOnce = 1000

/** Puts imported items into the trash. */
export function useUndoImport(space: string) {
  return useAct(
    async (ids: readonly string[]) => {
      for (let from = 0; from < ids.length; from += atOnce)
        await send('post', '/api/spaces/{space}/bulk/trashing', {
          path: { space },
          body: { items: ids.slice(from, from + atOnce) },
        })
    },
    { refresh: [[space]] },
  )
}
