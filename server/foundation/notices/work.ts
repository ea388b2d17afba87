import type { House } from '../../kernel/context.ts'
import type { Work } from '../../kernel/work.ts'
import { following } from './following.ts'
import { forgetOld } from './making-store.ts'
import { pushAllDue } from './push.ts'
import { nextMail, nextPush } from './sending-store.ts'
import { mailAllDue } from './sending.ts'

const day = 86_400_000
/** Keeps notices that were read or are in no list for half a year, unread ones for a year. */
const readKept = 180 * day
const unreadKept = 365 * day

/**
 * Notices are made from the change log, and pushes and mails from notices: each in its own work, so that none waits for a
 * slow one (E1).
 */
export const work: Work[] = [
  { ...following, title: { en: 'Notices', fr: 'Notifications' } },
  {
    name: 'pushes',
    title: { en: 'Notices pushed to browsers', fr: 'Notifications envoyées aux navigateurs' },
    next: async ({ db }) => until(await nextPush(db)),
    run: (house, stopping) => pushAllDue(house, new Date(), stopping),
  },
  {
    name: 'notice-mail',
    title: { en: 'Notices by mail', fr: 'Notifications par e-mail' },
    next: async ({ db }) => until(await nextMail(db)),
    run: (house) => mailAllDue(house),
  },
  {
    name: 'old-notices',
    title: { en: 'Forgetting old notices', fr: 'Oubli des anciennes notifications' },
    every: day,
    run: forgetAllOld,
  },
]

async function forgetAllOld({ db }: House): Promise<void> {
  const now = Date.now()
  await forgetOld(db, new Date(now - readKept), new Date(now - unreadKept))
}

function until(due: Date | undefined): number | undefined {
  return due && Math.max(0, due.getTime() - Date.now())
}
