import type { DeclaredEvent } from '../../kernel/event.ts'
import type { NoticeKind } from '../../kernel/notice.ts'
import * as events from './events.ts'

const person = `l.detail->>'person'`
const { en: roleEn, fr: roleFr } = {
  en: (role: string) => role || 'member',
  fr: (role: string) =>
    ({
      administrator: 'administration',
      'co-administrator': 'co-administration',
      moderator: 'modération',
    })[role] ?? 'membre',
}

/** To one person, about a group. Uses the group's name of that time, since the person may not know the group later. */
function toOne(whom: string): Pick<NoticeKind, 'join' | 'who' | 'about' | 'detail'> {
  return {
    join: `join workgroup w on w.id = l.space_id join person p on p.id = (${whom})::uuid`,
    who: 'p.id',
    about: 'space',
    detail: `jsonb_build_object('name', w.name)`,
  }
}

/** Changes to a person's own membership. */
const own = {
  ...toOne(person),
  family: 'membership',
  where: `not l.detail ? 'via' and not l.detail ? 'stays'`,
  detail: `jsonb_strip_nulls(jsonb_build_object('name', w.name, 'reason', nullif(l.detail->>'reason', ''), 'role', l.detail->>'role'))`,
} as const

export const requestApproved: NoticeKind = {
  ...own,
  kind: 'request-approved',
  of: [events.requestApproved],
  words: {
    en: ({ group }) => `You are now a member of ${group}`,
    fr: ({ group }) => `Vous êtes désormais membre de ${group}`,
  },
}

export const requestDeclined: NoticeKind = {
  ...own,
  kind: 'request-declined',
  of: [events.requestDeclined],
  outside: true,
  words: {
    en: ({ group }) => `Your request to join ${group} was declined`,
    fr: ({ group }) => `Votre demande de rejoindre ${group} a été refusée`,
  },
}

export const added: NoticeKind = {
  ...own,
  kind: 'added',
  of: [events.memberJoined, events.memberBegun],
  where: `${own.where} and (l.kind = '${events.memberBegun.kind}' or (l.detail->>'how' = 'added' and not l.detail ? 'from'))`,
  words: {
    en: ({ who, group }) => `${who} added you to ${group}`,
    fr: ({ who, group }) => `Vous faites désormais partie de ${group}, à l’initiative de ${who}`,
  },
}

const noLonger: NoticeKind['words'] = {
  en: ({ group }) => `You are no longer a member of ${group}`,
  fr: ({ group }) => `Vous n’êtes plus membre de ${group}`,
}

export const removed: NoticeKind = {
  ...own,
  kind: 'removed',
  of: [events.memberRemoved],
  outside: true,
  words: noLonger,
}

export const ended: NoticeKind = {
  ...own,
  kind: 'ended',
  of: [events.memberEnded],
  outside: true,
  words: {
    en: ({ group }) => `Your membership of ${group} has ended`,
    fr: ({ group }) => `Votre adhésion à ${group} a pris fin`,
  },
}

export const roleChanged: NoticeKind = {
  ...own,
  kind: 'role-changed',
  family: 'group',
  of: [events.memberRoleChanged, events.memberRoleBegun, events.memberRoleEnded],
  detail: `jsonb_build_object('name', w.name, 'role', l.detail->>'to')`,
  words: {
    en: ({ group, role }) => `Your role in ${group} is now: ${roleEn(role)}`,
    fr: ({ group, role }) => `Votre rôle dans ${group} est désormais : ${roleFr(role)}`,
  },
}

export const handedOver: NoticeKind = {
  ...own,
  ...toOne(`l.detail->'to'->>'person'`),
  kind: 'handed-over',
  of: [events.memberHandedOver],
  detail: own.detail,
  words: {
    en: ({ group }) => `You now administer ${group}`,
    fr: ({ group }) => `Vous administrez désormais ${group}`,
  },
}

export const succession: NoticeKind = {
  ...own,
  kind: 'succession',
  of: [events.successorAsked],
  while: `exists (select from successor x where x.group_id = w.id and x.person_id = n.person_id
    and x.asked_at is not null and x.declined_at is null)`,
  words: {
    en: ({ group }) => `You are asked to take over ${group}`,
    fr: ({ group }) => `Il vous est proposé d’administrer ${group}`,
  },
}

/**
 * Into a group through another one inside it, or out of it. Coming in is told even when it follows from the person's own act
 * (G9).
 */
const through = {
  ...toOne(person),
  family: 'membership',
  where: `l.detail ? 'via'`,
  actor: 'nullif(l.actor_id, p.id)',
} as const

export const nested: NoticeKind = {
  ...through,
  kind: 'nested',
  of: [events.memberJoined],
  words: {
    en: ({ group }) => `You are now also a member of ${group}, through a group of yours`,
    fr: ({ group }) => `Vous êtes désormais aussi membre de ${group}, par un de vos groupes`,
  },
}

export const nestingAsked: NoticeKind = {
  ...through,
  kind: 'nesting-asked',
  of: [events.memberAsked],
  count: `select count(*) from nesting_consent k where k.group_id = w.id and k.person_id = n.person_id and k.answer is null and w.archived_at is null
    and not exists (select from effective_kept_out o where o.group_id = k.group_id and o.person_id = k.person_id)
    and exists (select from group_nesting h join seated_membership m on m.group_id = h.inner_id and m.person_id = k.person_id
      where h.outer_id = k.group_id)`,
  words: {
    en: ({ group }) => `Will you also be a member of ${group}? A group of yours is part of it`,
    fr: ({ group }) =>
      `Voulez-vous aussi être membre de ${group} ? Un de vos groupes en fait partie`,
  },
  path: ({ space }) => `/groups/${space}`,
}

export const nestingEnded: NoticeKind = {
  ...through,
  kind: 'nesting-ended',
  of: [events.memberLeft],
  actor: 'l.actor_id',
  outside: true,
  words: noLonger,
}

/** To all members who may let the asker in (database/access/8), not to people who only govern. */
export const request: NoticeKind = {
  kind: 'request',
  family: 'request',
  of: [events.requestMade],
  join: `join workgroup w on w.id = l.space_id
    join effective_membership m on m.group_id = w.id and answers_as(m.role, w, (${person})::uuid)`,
  who: 'm.person_id',
  about: 'space',
  thing: `(${person})::uuid`,
  count: `select count(*) from join_request q
    where q.group_id = w.id and q.person_id = any(n.things) and q.decision is null and w.archived_at is null
      and exists (select from effective_membership m where m.group_id = w.id and m.person_id = n.person_id
        and answers_as(m.role, w, q.person_id))`,
  words: {
    en: ({ who, group, count }) =>
      count > 1 ? `${count} people ask to join ${group}` : `${who} asks to join ${group}`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `${count} personnes demandent à rejoindre ${group}`
        : `${who} demande à rejoindre ${group}`,
  },
  path: ({ space }) => `/s/${space}/requests`,
}

export const seatOffered: NoticeKind = {
  ...toOne(person),
  kind: 'seat-offered',
  family: 'membership',
  of: [events.memberHandOverOffered],
  while: `exists (select from hand_over_offer x where x.group_id = w.id and x.person_id = n.person_id and x.expires_at > the_time())`,
  words: {
    en: ({ who, group }) => `${who} asks you to administer ${group}`,
    fr: ({ who, group }) => `${who} vous propose d’administrer ${group}`,
  },
}

/** To the person who made the offer. */
export const seatDeclined: NoticeKind = {
  ...toOne(`select b.detail->>'by' from change b where b.space_id = l.space_id and b.seq < l.seq
    and b.kind = '${events.memberHandOverOffered.kind}' order by b.seq desc limit 1`),
  kind: 'seat-declined',
  family: 'membership',
  of: [events.memberHandOverDeclined],
  words: {
    en: ({ who, group }) => `${who} does not wish to administer ${group}`,
    fr: ({ who, group }) => `${who} ne souhaite pas administrer ${group}`,
  },
}

export const seatAsked: NoticeKind = {
  ...toOne(person),
  kind: 'seat-asked',
  family: 'membership',
  of: [events.memberSeatAsked],
  while: `exists (select from seat_question x where x.group_id = w.id and x.administrator_id = n.person_id)`,
  words: {
    en: ({ who, group }) => `${who} asks whether you still administer ${group}`,
    fr: ({ who, group }) => `${who} demande si vous administrez toujours ${group}`,
  },
}

export const seatLost: NoticeKind = {
  ...toOne(`l.detail->'from'->>'person'`),
  kind: 'seat-lost',
  family: 'membership',
  of: [events.memberHandedOver],
  outside: true,
  words: {
    en: ({ group }) => `You no longer administer ${group}`,
    fr: ({ group }) => `Vous n’administrez plus ${group}`,
  },
}

const toldOtherwise: DeclaredEvent[] = [
  ...[events.requestMade, events.memberSeatAsked, events.memberHandedOver],
  ...[events.memberHandOverOffered, events.memberHandOverDeclined],
  ...[events.memberHandOverWithdrawn, events.memberHandOverEnded],
]

/** Acts of governors, shown to the administrator (M3). */
export const governed: NoticeKind = {
  ...toOne(`l.detail->>'administrator'`),
  kind: 'governed',
  family: 'membership',
  of: (event) => 'administrator' in event.detail.properties && !toldOtherwise.includes(event),
  words: {
    en: ({ who, group, count }) =>
      count > 1
        ? `People who govern your organization acted in ${group} (${count} times)`
        : `${who}, who governs your organization, acted in ${group}`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `La gestion de votre organisation est intervenue dans ${group} (${count} fois)`
        : `${who}, qui gère votre organisation, est intervenu·e dans ${group}`,
  },
  path: ({ space }) => `/s/${space}/history`,
}

const runsTheGroup = `m.role in ('administrator', 'co-administrator')`

/**
 * People who came and went, for those who run the group; a coming on the day when it begins (M9). Acts of governors are told
 * to the administrator by another notice.
 */
const comings = {
  family: 'coming',
  join: `join person p on p.id = (${person})::uuid
    join effective_membership m on m.group_id = l.space_id and ${runsTheGroup}`,
  where: `not l.detail ? 'stays' and m.person_id is distinct from l.actor_id
    and (l.detail->>'administrator' is distinct from m.person_id::text)`,
  who: 'm.person_id',
  actor: 'p.id',
  about: 'space',
  thing: 'p.id',
  while: `exists (select from effective_membership m where m.group_id = w.id and m.person_id = n.person_id and ${runsTheGroup})`,
  ofOthers: true,
} as const

/** Not to the person who invited them: they get another notice. */
export const joined: NoticeKind = {
  ...comings,
  kind: 'joined',
  of: [events.memberJoined, events.memberBegun],
  where: `${comings.where} and (l.kind = '${events.memberBegun.kind}' or (not l.detail ? 'from'
    and not (l.detail->>'how' = 'invited'
      and exists (select from membership b where b.group_id = l.space_id and b.person_id = p.id and b.brought_by = m.person_id))))`,
  words: {
    en: ({ who, group, count }) => `${count > 1 ? `${count} people` : who} joined ${group}`,
    fr: ({ who, group, count }) =>
      count > 1 ? `${count} personnes ont rejoint ${group}` : `${who} a rejoint ${group}`,
  },
}

export const left: NoticeKind = {
  ...comings,
  kind: 'left',
  of: [events.memberLeft, events.memberRemoved, events.memberEnded],
  words: {
    en: ({ who, group, count }) => `${count > 1 ? `${count} people` : who} left ${group}`,
    fr: ({ who, group, count }) =>
      count > 1 ? `${count} personnes ont quitté ${group}` : `${who} a quitté ${group}`,
  },
}

/** A guest's stay ends soon; to the sponsor (M9). */
export const guestEnding: NoticeKind = {
  kind: 'guest-ending',
  family: 'membership',
  of: [events.memberEnding],
  join: `join person p on p.id = (${person})::uuid`,
  who: `(l.detail->'sponsor'->>'person')::uuid`,
  actor: 'p.id',
  about: 'space',
  thing: 'p.id',
  words: {
    en: ({ who, group, count }) =>
      count > 1
        ? `The stays of guests that you sponsor in ${group} end soon`
        : `The stay of ${who} in ${group} ends soon`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `Des personnes externes dont vous êtes référent·e dans ${group} arrivent au terme de leur présence`
        : `La présence de ${who} dans ${group} prend bientôt fin`,
  },
}
