import { Handshake, Trash2 } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { paths } from '../../kernel/paths.ts'

export const notices: Record<string, NoticeWords> = {
  shared: {
    icon: Handshake,
    en: ({ who, what }) => `${who} shared “${what}” with you`,
    fr: ({ who, what }) => `${who} a partagé « ${what} » avec vous`,
  },
  'container-deleted': {
    icon: Trash2,
    en: ({ who, what }) => `${who} put “${what}”, with things of yours in it, into the trash`,
    fr: ({ who, what }) =>
      `${who} a mis à la corbeille « ${what} », qui contient des éléments de vous`,
    href: ({ container }, space) => paths.tool(space, container?.tool ?? ''),
  },
}
