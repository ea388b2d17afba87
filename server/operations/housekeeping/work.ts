import { hearAll } from '../../foundation/access-requests/asking.ts'
import {
  endWhatIsOver,
  followUp,
  remindSponsors,
  untilDue,
} from '../../foundation/membership/ending.ts'
import type { House } from '../../kernel/context.ts'
import { oneByOne } from '../../kernel/one-by-one.ts'
import type { Work } from '../../kernel/work.ts'
import { tidy } from './housekeeping.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export const work: Work[] = [
  {
    name: 'housekeeping',
    title: {
      en: 'Housekeeping: trash, deleted groups, ended sessions and links',
      fr: 'Entretien : corbeille, groupes supprimés, sessions et liens expirés',
    },
    every: hour,
    run: (house) => tidy(house),
  },
  {
    // Closes connections and tells people on time; no right depends on it (docs/decisions/0007).
    name: 'membership-dates',
    title: {
      en: 'Starts and ends of memberships',
      fr: 'Débuts et fins des adhésions',
    },
    next: untilDue,
    askEvery: second, // a date may be set for the next second
    run: (house) => endWhatIsOver(house),
  },
  {
    name: 'membership-follow-up',
    title: {
      en: 'Reminders to sponsors, successions, offers and requests',
      fr: 'Rappels aux personnes référentes, successions, offres et demandes',
    },
    every: minute,
    run: (house) => oneByOne(followUps, (step) => step(house)),
  },
]

const followUps: ((house: House) => Promise<unknown>)[] = [followUp, remindSponsors, hearAll]
