import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import * as reminders from './reminders.ts'
import * as schema from './schema.ts'

export const doors: Door[] = [
  door({
    name: 'remindMe',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/reminders',
    summary: 'Remind me of an item: once, or again and again. Nobody else learns of it.',
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
    summary:
      'What I want to be reminded of, the next first: only items that I may view at this moment.',
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
