import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readJson } from '../../kernel/api.ts'
import { asProblem } from '../../kernel/problem.ts'
import { everywhere } from '../../kernel/queries.ts'
import type { PreviewProps } from './preview.tsx'

/** What is loaded for a preview; a refusal says why there is none. */
export function useLoaded<Loaded>(
  { file, onFail }: PreviewProps,
  address: string,
  read: (address: string, signal: AbortSignal) => Promise<Loaded>,
): Loaded | undefined {
  const { data, error } = useQuery({
    // The content of a file has the same address in every version; what is made of it has not.
    queryKey: [everywhere, 'preview', file.renditions, address],
    queryFn: ({ signal }) => read(address, signal),
    gcTime: 0,
  })
  useEffect(() => {
    if (error) onFail(asProblem(error).detail || undefined)
  }, [error, onFail])
  return data
}

/** What the server made of a file, as JSON. */
export function useRendition<Made>(props: PreviewProps, kind: string): Made | undefined {
  const address = `${props.file.renditions}/${kind}`
  return useLoaded(props, address, (from, signal) => readJson(from, signal) as Promise<Made>)
}
