import { organization } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import * as outbox from './outbox.ts'
import { OutboxMail, OutboxPage, OutboxQuery } from './schema.ts'

const inTheirOutbox = { 'params.mail': 'looked up in the outbox of the asker’s own organization' }

export const doors: Door[] = [
  door({
    name: 'listOutbox',
    method: 'GET',
    path: '/api/organization/outbox',
    summary: 'E-mails that were sent or are waiting, newest first.',
    needs: { organization: organization('administer') },
    query: OutboxQuery,
    answer: OutboxPage,
    run: (ctx, { organization, query }) => outbox.outboxPage(ctx, organization, query),
  }),
  door({
    name: 'readOutboxMail',
    method: 'GET',
    path: '/api/organization/outbox/:mail',
    summary: 'One e-mail as text.',
    needs: { organization: organization('administer') },
    otherIds: inTheirOutbox,
    answer: OutboxMail,
    run: (ctx, { organization, params }) => outbox.outboxMail(ctx, organization, params['mail']!),
  }),
  door({
    name: 'seeOutboxMail',
    method: 'GET',
    path: '/api/organization/outbox/:mail/page',
    summary: 'One e-mail as its recipient sees it: an inert page.',
    needs: { organization: organization('administer') },
    otherIds: inTheirOutbox,
    download: true,
    run: async (ctx, { organization, params }) => {
      const { html } = await outbox.outboxMail(ctx, organization, params['mail']!)
      return { body: html, type: 'text/html; charset=utf-8' }
    },
  }),
  door({
    name: 'sendOutboxMailAgain',
    method: 'POST',
    path: '/api/organization/outbox/:mail/sending',
    summary: 'Tries again to send an e-mail that failed or is waiting.',
    needs: { organization: organization('administer') },
    otherIds: inTheirOutbox,
    run: (ctx, { organization, params }) => outbox.sendAgain(ctx, organization, params['mail']!),
  }),
]
