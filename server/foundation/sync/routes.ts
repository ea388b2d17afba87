import { Type } from 'typebox'
import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { Shape } from '../../kernel/shapes.ts'
import { ItemChanges, Token } from './schema.ts'
import { changesOfContainer } from './sync.ts'

export const doors: Door[] = [
  door({
    name: 'listItemChanges',
    method: 'GET',
    path: '/api/spaces/:space/containers/:container/changes',
    summary: 'What happened to the items of a container since a token',
    needs: { container: needs.container('view') },
    query: Shape({ since: Type.Optional(Token) }),
    answer: ItemChanges,
    run: (ctx, { container, query }) => changesOfContainer(ctx, container, query.since),
  }),
]
