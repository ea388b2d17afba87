import { AtSign, CircleCheck, MessageSquare, Trash2 } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { en, fr } from '../../kernel/words.ts'

const commented: NoticeWords = {
  icon: MessageSquare,
  en: ({ who, what, count }) =>
    count > 1 ? `${en(count, 'comment')} on “${what}” by ${who}` : `${who} commented on “${what}”`,
  fr: ({ who, what, count }) =>
    count > 1
      ? `${fr(count, 'commentaire')} de ${who} sur « ${what} »`
      : `${who} a commenté « ${what} »`,
}

export const notices: Record<string, NoticeWords> = {
  mention: {
    icon: AtSign,
    en: ({ who, what, count }) =>
      count > 1
        ? `${who} mentioned you in “${what}”, ${count} times`
        : `${who} mentioned you in “${what}”`,
    fr: ({ who, what, count }) =>
      count > 1
        ? `${who} vous a mentionné·e dans « ${what} », ${count} fois`
        : `${who} vous a mentionné·e dans « ${what} »`,
  },
  comment: commented,
  reply: commented,
  'comment-resolved': {
    icon: CircleCheck,
    en: ({ who, what, count }) =>
      count > 1
        ? `${who} resolved ${en(count, 'comment')} on “${what}”`
        : `${who} resolved a comment on “${what}”`,
    fr: ({ who, what, count }) =>
      count > 1
        ? `${who} a marqué comme réglés ${fr(count, 'commentaire')} sur « ${what} »`
        : `${who} a marqué comme réglé un commentaire sur « ${what} »`,
  },
  'comment-deleted': {
    icon: Trash2,
    en: ({ who, what }) => `${who} deleted a comment of yours on “${what}”`,
    fr: ({ who, what }) => `${who} a supprimé l’un de vos commentaires sur « ${what} »`,
  },
}
