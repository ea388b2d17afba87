import { MailPlus, UserRoundCheck, UserRoundMinus } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { paths } from '../../kernel/paths.ts'

export const notices: Record<string, NoticeWords> = {
  invitation: {
    icon: MailPlus,
    en: ({ who, group }) => `${who} invites you to “${group}”`,
    fr: ({ who, group }) => `${who} vous invite à rejoindre « ${group} »`,
    href: () => paths.home(),
  },
  'invitation-accepted': {
    icon: UserRoundCheck,
    en: ({ who, group, count }) =>
      `${count > 1 ? `${count} people` : who} accepted your invitation to “${group}”`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `${count} personnes ont accepté votre invitation à rejoindre « ${group} »`
        : `${who} a accepté votre invitation à rejoindre « ${group} »`,
    href: (_, space) => paths.members(space),
  },
  'invitation-declined': {
    icon: UserRoundMinus,
    en: ({ who, group, count }) =>
      `${count > 1 ? `${count} people` : who} declined your invitation to “${group}”`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `${count} personnes ont décliné votre invitation à rejoindre « ${group} »`
        : `${who} a décliné votre invitation à rejoindre « ${group} »`,
    href: (_, space) => paths.members(space),
  },
}
