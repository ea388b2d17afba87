import { composers } from '../foundation/notices/sending.ts'
import { work as files } from '../foundation/files/work.ts'
import { work as notices } from '../foundation/notices/work.ts'
import { work as renditions } from '../foundation/renditions/work.ts'
import { work as search } from '../foundation/search/work.ts'
import { work as sync } from '../foundation/sync/work.ts'
import { work as reminders } from '../foundation/reminders/work.ts'
import { mailing } from '../kernel/mailer.ts'
import type { Work } from '../kernel/work.ts'
import { work as exchange } from '../operations/exchange/work.ts'
import { work as housekeeping } from '../operations/housekeeping/work.ts'
import { tools } from './tools.ts'

/** The one list of all background work. */
export const works: Work[] = [
  mailing(composers),
  ...notices,
  ...renditions,
  ...files,
  ...search,
  ...reminders,
  ...sync,
  ...housekeeping,
  ...exchange,
  ...tools.flatMap(({ work }) => work ?? []),
]
