import type { NoticeKind } from '../../kernel/notice.ts'
import { memberJoined } from '../membership/events.ts'
import { invitationDeclined, invitationSent } from './events.ts'

const notBlocked = `not exists (select from blocked_inviter b where b.email_key = v.email_key and b.inviter_id = v.invited_by)`

export const invited: NoticeKind = {
  kind: 'invitation',
  family: 'invitation',
  of: [invitationSent],
  join: `join invitation v on v.id = (l.detail->>'invitation')::uuid join person p on p.email_key = v.email_key`,
  where: `${notBlocked}
    and not exists (select from effective_kept_out k where k.group_id = v.group_id and k.person_id = p.id
      and not exists (select from membership a where a.group_id = v.group_id and a.person_id = v.invited_by and a.role = 'administrator'))`,
  who: 'p.id',
  about: { id: 'v.id' },
  count: `select count(*) from invitation v join person me on me.id = n.person_id and me.email_key = v.email_key
    where v.id = n.about and w.id is not null and v.accepted_at is null and v.declined_at is null
      and v.withdrawn_at is null and v.expires_at > the_time() and ${notBlocked}
      and still_invites(v.invited_by, n.person_id, w)`,
  words: {
    en: ({ who, group }) => `${who} invites you to ${group}`,
    fr: ({ who, group }) => `${who} vous invite à rejoindre ${group}`,
  },
  path: () => '/',
}

export const invitationAccepted: NoticeKind = {
  kind: 'invitation-accepted',
  family: 'coming',
  of: [memberJoined],
  join: `join membership b on b.group_id = l.space_id and b.person_id = (l.detail->>'person')::uuid and b.how = 'invited'`,
  where: `l.detail->>'how' = 'invited' and b.brought_by is not null`,
  who: 'b.brought_by',
  actor: 'b.person_id',
  about: 'space',
  thing: 'b.person_id',
  words: {
    en: ({ who, group, count }) =>
      `${count > 1 ? `${count} people` : who} accepted your invitation to ${group}`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `${count} personnes ont accepté votre invitation à rejoindre ${group}`
        : `${who} a accepté votre invitation à rejoindre ${group}`,
  },
}

export const invitationRefused: NoticeKind = {
  kind: 'invitation-declined',
  family: 'coming',
  of: [invitationDeclined],
  join: `join invitation v on v.id = (l.detail->>'invitation')::uuid`,
  who: 'v.invited_by',
  about: 'space',
  thing: 'v.id',
  words: {
    en: ({ who, group, count }) =>
      `${count > 1 ? `${count} people` : who} declined your invitation to ${group}`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `${count} personnes ont décliné votre invitation à rejoindre ${group}`
        : `${who} a décliné votre invitation à rejoindre ${group}`,
  },
}
