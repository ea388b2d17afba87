import { door, type Door } from '../../kernel/door.ts'
import { PageOf, Paging, Shape } from '../../kernel/shapes.ts'
import { myReceipts } from './receipts.ts'
import { ReceiptShape } from './schema.ts'

export const doors: Door[] = [
  door({
    name: 'listMyReceipts',
    method: 'GET',
    path: '/api/me/receipts',
    summary: 'What I put where I see nothing, the newest first.',
    needs: {},
    query: Shape(Paging),
    answer: PageOf(ReceiptShape),
    run: (ctx, { query }) => myReceipts(ctx, query),
  }),
]
