import { door, type Door } from '../../kernel/door.ts'
import * as shape from './schema.ts'
import { search } from './search.ts'

const narrows =
  'it only narrows what the asker may see: an id of nothing that they see finds nothing'

export const doors: Door[] = [
  door({
    name: 'search',
    method: 'GET',
    path: '/api/search',
    summary: 'Items by their words, over all my spaces; title and tags first, then the newest',
    needs: {},
    otherIds: { 'query.space': narrows, 'query.container': narrows, 'query.person': narrows },
    query: shape.Asked,
    answer: shape.Hits,
    run: (ctx, { query }) => search(ctx, query),
  }),
]
