import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import * as reminders from './reminders.ts'
import * as schema from './schema.ts'

export const doors: Door[] = [
  door({
    name: 'remindMe',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/reminders',
    summary: 'Sets a reminder of an item: once or repeating. Nobody else sees it.',
    needs: { item: needs.item('view') },
    body: schema.NewReminder,
    answer: schema.Reminder,
    status: 201,
    run: (ctx, { item, body }) => reminders.remindMe(ctx, item, body),
  }),
  door({
    name: 'listMyReminders',
    method: 'GET',
    path: '/api/me/reminders',
    summary: 'My reminders, the next first: only of items that I may view at this moment.',
    needs: {},
    answer: schema.MyReminders,
    run: (ctx) => reminders.myReminders(ctx),
  }),
  door({
    name: 'forgetReminder',
    method: 'DELETE',
    path: '/api/me/reminders/:reminder',
    summary: 'Remove one of my reminders.',
    needs: {},
    otherIds: { 'params.reminder': 'looked up among the asker’s own' },
    run: (ctx, { params }) => reminders.forgetReminder(ctx, params['reminder']!),
  }),
]
