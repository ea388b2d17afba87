import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { Id, OneOf, Shape } from '../../kernel/shapes.ts'
import { placeItem } from './order.ts'

const Placing = Shape({
  item: Id('the item that gets another place'),
  place: OneOf(['before', 'after']),
  of: Shape({ item: Id('the item beside which it is put') }),
})

export const doors: Door[] = [
  door({
    name: 'placeItem',
    method: 'PUT',
    path: '/api/spaces/:space/containers/:container/order',
    summary: 'Put an item of a container right before or after another one there',
    needs: {
      container: needs.container('edit'),
      item: needs.item('view', 'body.item'),
      beside: needs.item('view', 'body.of.item'),
    },
    body: Placing,
    run: (ctx, { container, item, beside, body }) =>
      placeItem(ctx, container, item, body.place, beside),
  }),
]
