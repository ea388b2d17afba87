import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { load } from '../kernel/api.ts'
import { Note } from '../ui/states.tsx'
import type { Right, Thing } from './thing.ts'

/** Why I may not do this, and the people whom I can ask; fetched only after a refusal (A8). */
export function useWhyNot(thing: Thing, right: Right, refused: boolean): string | undefined {
  const { space } = thing
  const query = { right }
  const ofItem = useQuery({
    ...load('/api/spaces/{space}/items/{item}/why-not', {
      path: { space, item: thing.item ?? '' },
      query,
    }),
    enabled: refused && thing.item !== undefined,
  })
  const ofContainer = useQuery({
    ...load('/api/spaces/{space}/containers/{container}/why-not', {
      path: { space, container: thing.container ?? '' },
      query,
    }),
    enabled: refused && thing.container !== undefined,
  })
  if (!refused) return undefined
  const said = thing.item === undefined ? ofContainer.data : ofItem.data
  return said && !said.allowed ? said.sentence : undefined
}

/** The same as a line in the page, for people who can only read. */
export function WhyNotLine({ right, ...thing }: Thing & { right: Right }) {
  const sentence = useWhyNot(thing as Thing, right, true)
  return sentence ? <Note icon={Lock}>{sentence}</Note> : null
}
