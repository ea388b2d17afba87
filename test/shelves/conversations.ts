import { Type } from 'typebox'
import {
  conversationWith,
  mostPeople,
} from '../../server/foundation/conversations/conversations.ts'
import { door } from '../../server/kernel/door.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { Id, Shape } from '../../server/kernel/shapes.ts'

/** Conversations have no doors until there is a chat: the shelves let the tests begin one. */
export const conversations = [
  door({
    name: 'converse',
    method: 'POST',
    path: '/api/conversations',
    summary: 'My conversation with these people.',
    needs: {},
    otherIds: { 'body.people[]': 'only somebody whom the asker may meet is taken, by the verb' },
    body: Shape({ people: Type.Array(Id('a person'), { minItems: 1, maxItems: mostPeople }) }),
    answer: Type.Object({ id: Type.String() }),
    status: 201,
    run: async (ctx, { body }) => ({ id: await conversationWith(ctx, body.people as PersonId[]) }),
  }),
]
