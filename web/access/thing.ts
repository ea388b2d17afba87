import { useQuery } from '@tanstack/react-query'
import { load } from '../kernel/api.ts'
import type { Answer } from '../kernel/doors.ts'

/** The object of a right: a container, or one item. */
export type Thing = { space: string } & (
  | { container: string; item?: undefined }
  | { item: string; container?: undefined }
)

export type AudienceAnswer = Answer<'get', '/api/spaces/{space}/items/{item}/audience'>
export type Seer = AudienceAnswer['items'][number]
export type Right = 'view' | 'add' | 'edit' | 'delete' | 'manage'
export type Level = NonNullable<Seer['level']>

/** The first few people who can see it, for the line under a title. */
export function useFirstSeers(thing: Thing) {
  const { space } = thing
  const query = { limit: 5 }
  const ofItem = useQuery({
    ...load('/api/spaces/{space}/items/{item}/audience', {
      path: { space, item: thing.item ?? '' },
      query,
    }),
    enabled: thing.item !== undefined,
  })
  const ofContainer = useQuery({
    ...load('/api/spaces/{space}/containers/{container}/audience', {
      path: { space, container: thing.container ?? '' },
      query,
    }),
    enabled: thing.container !== undefined,
  })
  return thing.item === undefined ? ofContainer : ofItem
}
