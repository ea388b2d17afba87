import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { load } from '../../kernel/api.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'

/**
 * An old link leads to where its item is now, for those who may see it there (A9). True while that is being found out, or on
 * the way.
 */
export function useMoved(space: string, item: string, notHere: boolean): boolean {
  const go = useGo()
  const found = useQuery({
    ...load('/api/items/{item}', { path: { item } }),
    enabled: notHere,
    retry: false,
  })
  const there = found.data && found.data.space.id !== space ? found.data : undefined
  const href = there && `${paths.tool(there.space.id, there.tool)}/${there.id}`
  useEffect(() => {
    if (notHere && href) go(href, { replace: true })
  }, [notHere, href, go])
  return notHere && (found.isPending || href !== undefined)
}
