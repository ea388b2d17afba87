import { publicAddress } from '../../kernel/config.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { longDate } from '../../kernel/day-and-time.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Letter } from '../../kernel/letter.ts'
import { holdMail, takeBackMail, type Matter } from '../../kernel/held-mail.ts'
import { sendMail } from '../../kernel/mailer.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { governanceNews } from './governance-letters.ts'
import * as store from './store.ts'
import type { About, Told, ToldIn } from './told.ts'

/** The kinds of mails about membership. */
export type News = keyof typeof news

const space = (group: SpaceId) => `/s/${group}`
const about = (group: SpaceId) => `/groups/${group}`
const openEn = { label: 'Open the group', path: space }
const openFr = { label: 'Ouvrir le groupe', path: space }

const news = {
  ...governanceNews,
  'member-added': {
    en: {
      heading: ({ actor, group }) => `${actor} added you to “${group}”`,
      sentence: ({ group }) =>
        `You are now a member of “${group}” and see what its members see. You can leave at any time; in your profile you can choose to be asked first.`,
      action: openEn,
    },
    fr: {
      heading: ({ actor, group }) => `${actor} vous a ajouté·e à « ${group} »`,
      sentence: ({ group }) =>
        `Vous êtes désormais membre de « ${group} » et voyez ce que voient ses membres. Vous pouvez quitter le groupe à tout moment ; dans votre profil, vous pouvez choisir d’être consulté·e d’abord.`,
      action: openFr,
    },
  },
  'member-added-from': {
    en: {
      heading: ({ actor, group }) => `${actor} added you to “${group}”`,
      sentence: ({ group, day }) =>
        `You will be a member of “${group}” from ${day}. Until then you see nothing of it; its members see that you will join.`,
    },
    fr: {
      heading: ({ actor, group }) => `${actor} vous a ajouté·e à « ${group} »`,
      sentence: ({ group, day }) =>
        `À partir du ${day}, vous serez membre de « ${group} ». D’ici là, vous n’en voyez rien ; ses membres voient que vous allez le rejoindre.`,
    },
  },
  'member-begun': {
    en: {
      heading: ({ group }) => `You are now a member of “${group}”`,
      sentence: ({ group }) =>
        `Your membership of “${group}” has begun: you see what its members see. You can leave at any time.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Vous êtes désormais membre de « ${group} »`,
      sentence: ({ group }) =>
        `Votre adhésion à « ${group} » a commencé : vous voyez ce que voient ses membres. Vous pouvez quitter le groupe à tout moment.`,
      action: openFr,
    },
  },
  'role-begun': {
    en: {
      heading: ({ group }) => `Your role in “${group}” has begun`,
      sentence: ({ group }) => `From now on you help to run “${group}”.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Votre rôle dans « ${group} » a commencé`,
      sentence: ({ group }) => `Désormais, vous participez à la gestion de « ${group} ».`,
      action: openFr,
    },
  },
  'member-nested': {
    en: {
      heading: ({ group }) => `You are now also a member of “${group}”`,
      sentence: ({ group, whom }) =>
        `Your group “${whom}” is part of “${group}”, and so are you. You can leave only “${group}” at any time; in your profile you can choose to be asked first.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Vous êtes désormais aussi membre de « ${group} »`,
      sentence: ({ group, whom }) =>
        `Votre groupe « ${whom} » fait partie de « ${group} », et vous aussi. Vous pouvez quitter seulement « ${group} » à tout moment ; dans votre profil, vous pouvez choisir d’être consulté·e d’abord.`,
      action: openFr,
    },
  },
  'nesting-asked': {
    en: {
      heading: ({ group }) => `Will you also be a member of “${group}”?`,
      sentence: ({ group, whom }) =>
        `Your group “${whom}” is part of “${group}”. You want to be asked first: you become a member only if you accept.`,
      action: { label: 'Answer', path: about },
    },
    fr: {
      heading: ({ group }) => `Voulez-vous aussi être membre de « ${group} » ?`,
      sentence: ({ group, whom }) =>
        `Votre groupe « ${whom} » fait partie de « ${group} ». Vous souhaitez être consulté·e d’abord : vous n’en devenez membre qu’avec votre accord.`,
      action: { label: 'Répondre', path: about },
    },
  },
  'nesting-ended': {
    en: {
      heading: ({ group }) => `You are no longer a member of “${group}”`,
      sentence: ({ group, whom }) =>
        `You were in “${group}” through “${whom}”, which has ended. What you added stays in the group, under your name.`,
    },
    fr: {
      heading: ({ group }) => `Vous n’êtes plus membre de « ${group} »`,
      sentence: ({ group, whom }) =>
        `Vous étiez dans « ${group} » par « ${whom} », ce qui a pris fin. Ce que vous y avez ajouté reste dans le groupe, sous votre nom.`,
    },
  },
  'member-removed': {
    en: {
      heading: ({ group }) => `You are no longer a member of “${group}”`,
      sentence: ({ actor, group }) =>
        `${actor} has removed you from “${group}”. What you added stays in the group, under your name.`,
    },
    fr: {
      heading: ({ group }) => `Vous n’êtes plus membre de « ${group} »`,
      sentence: ({ actor, group }) =>
        `${actor} vous a retiré·e de « ${group} ». Ce que vous y avez ajouté reste dans le groupe, sous votre nom.`,
    },
  },
  'member-by-group-only': {
    en: {
      heading: ({ group }) => `You are now a member of “${group}” only through another group`,
      sentence: ({ whom, group }) =>
        `Your own membership of “${group}” has ended. You are still a member, through “${whom}”.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Vous n’êtes membre de « ${group} » que par un autre groupe`,
      sentence: ({ whom, group }) =>
        `Votre propre adhésion à « ${group} » a pris fin. Vous en restez membre par « ${whom} ».`,
      action: openFr,
    },
  },
  'join-request': {
    en: {
      heading: ({ actor, group }) => `${actor} asks to join “${group}”`,
      sentence: () => 'You can accept, or decline and say why.',
      action: { label: 'See the request', path: (group) => `/s/${group}/requests` },
    },
    fr: {
      heading: ({ actor, group }) => `${actor} demande à rejoindre « ${group} »`,
      sentence: () => 'Vous pouvez accepter, ou refuser en disant pourquoi.',
      action: { label: 'Voir la demande', path: (group) => `/s/${group}/requests` },
    },
  },
  'join-approved': {
    en: {
      heading: ({ group }) => `You are now a member of “${group}”`,
      sentence: ({ actor }) => `${actor} has accepted your request.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Vous êtes désormais membre de « ${group} »`,
      sentence: ({ actor }) => `${actor} a accepté votre demande.`,
      action: openFr,
    },
  },
  'join-declined': {
    en: {
      heading: ({ group }) => `Your request to join “${group}” was declined`,
      sentence: ({ actor }) => `${actor} has declined your request.`,
    },
    fr: {
      heading: ({ group }) => `Votre demande de rejoindre « ${group} » a été refusée`,
      sentence: ({ actor }) => `${actor} a refusé votre demande.`,
    },
  },
  'group-handed-over': {
    en: {
      heading: ({ group }) => `You now administer “${group}”`,
      sentence: ({ actor, group }) =>
        `${actor} has handed “${group}” over to you. Its members, storage and guests now count towards your plan.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Vous administrez désormais « ${group} »`,
      sentence: ({ actor, group }) =>
        `${actor} vous a confié « ${group} ». Ses membres, son stockage et ses personnes externes comptent désormais dans votre forfait.`,
      action: openFr,
    },
  },
  'member-ended': {
    en: {
      heading: ({ group }) => `Your membership of “${group}” has ended`,
      sentence: () =>
        'It has reached its end date. What you added stays in the group, under your name.',
    },
    fr: {
      heading: ({ group }) => `Votre adhésion à « ${group} » a pris fin`,
      sentence: () =>
        'Elle est arrivée à sa date de fin. Ce que vous y avez ajouté reste dans le groupe, sous votre nom.',
    },
  },
  'membership-ended': {
    en: {
      heading: ({ whom, group }) => `${whom} is no longer a member of “${group}”`,
      sentence: () =>
        'The membership has reached its end date. A new invitation can bring them back.',
      action: { label: 'See the members', path: (group) => `/s/${group}/members` },
    },
    fr: {
      heading: ({ whom, group }) => `${whom} n’est plus membre de « ${group} »`,
      sentence: () =>
        'Cette adhésion est arrivée à sa date de fin. Une nouvelle invitation permet de revenir.',
      action: { label: 'Voir les membres', path: (group) => `/s/${group}/members` },
    },
  },
  'role-ended': {
    en: {
      heading: ({ group }) => `Your role in “${group}” has ended`,
      sentence: () => 'It has reached its end date. You are still a member.',
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Votre rôle dans « ${group} » a pris fin`,
      sentence: () => 'Il est arrivé à sa date de fin. Vous restez membre du groupe.',
      action: openFr,
    },
  },
  'sponsor-named': {
    en: {
      heading: ({ whom, group }) => `You are now the sponsor of ${whom} in “${group}”`,
      sentence: () =>
        'We write to you before the stay of this guest ends, so that you can renew it.',
      action: { label: 'See the members', path: (group) => `/s/${group}/members` },
    },
    fr: {
      heading: ({ whom, group }) => `Vous êtes la personne référente de ${whom} dans « ${group} »`,
      sentence: () =>
        'Nous vous écrirons avant la fin de sa présence, afin que vous puissiez la prolonger.',
      action: { label: 'Voir les membres', path: (group) => `/s/${group}/members` },
    },
  },
  'guest-ends-in-14': ending(
    ({ whom, group }) => `${whom} leaves “${group}” in two weeks`,
    ({ whom, group }) => `${whom} quitte « ${group} » dans deux semaines`,
  ),
  'guest-ends-in-3': ending(
    ({ whom, group }) => `${whom} leaves “${group}” in three days`,
    ({ whom, group }) => `${whom} quitte « ${group} » dans trois jours`,
  ),
  'guest-ends': ending(
    ({ whom, group }) => `${whom} leaves “${group}” within a day`,
    ({ whom, group }) => `${whom} quitte « ${group} » dans moins d’un jour`,
  ),
  'succession-asked': {
    en: {
      heading: ({ group }) => `Will you administer “${group}”?`,
      sentence: ({ whom, group }) =>
        `${whom} named you as successor, and no longer has an account. “${group}” goes on as it is until you accept; you can also decline.`,
      action: { label: 'Answer', path: space },
    },
    fr: {
      heading: ({ group }) => `Voulez-vous administrer « ${group} » ?`,
      sentence: ({ whom, group }) =>
        `${whom} vous avait choisi·e pour prendre la suite, et n’a plus de compte. « ${group} » continue tel quel jusqu’à votre accord ; vous pouvez aussi refuser.`,
      action: { label: 'Répondre', path: space },
    },
  },
  'succession-declined': {
    en: {
      heading: ({ group }) => `Nobody administers “${group}” at the moment`,
      sentence: ({ actor }) =>
        `${actor} was asked to take over, and declined. You can hand the group over to another member.`,
      action: { label: 'See the groups', path: () => '/admin/groups' },
    },
    fr: {
      heading: ({ group }) => `Personne n’administre « ${group} » en ce moment`,
      sentence: ({ actor }) =>
        `${actor} a refusé de prendre la suite. Vous pouvez confier le groupe à un autre membre.`,
      action: { label: 'Voir les groupes', path: () => '/admin/groups' },
    },
  },
} satisfies Record<string, ToldIn>

/** The mail to a sponsor before a guest's time is over. */
function ending(en: Told['heading'], fr: Told['heading']): ToldIn {
  const path = (group: SpaceId) => `/s/${group}/members`
  return {
    en: {
      heading: en,
      sentence: () =>
        'You are the sponsor of this guest. You can renew the stay on the members page.',
      action: { label: 'Renew the stay', path },
    },
    fr: {
      heading: fr,
      sentence: () =>
        'Vous êtes sa personne référente. Vous pouvez prolonger sa présence sur la page des membres.',
      action: { label: 'Prolonger sa présence', path },
    },
  }
}

/** The change that each mail reports, for its reader or in the group: held mails about the same matter are merged into one. */
const matters: Partial<
  Record<
    News,
    Omit<Matter, 'about'> & {
      of: 'belonging' | 'seat' | 'sponsor' | 'request' | 'answer' | 'decision' | 'offer'
    }
  >
> = {
  'member-added': { of: 'belonging', from: 'out', to: 'in' },
  'join-approved': { of: 'belonging', from: 'out', to: 'in' },
  'member-removed': { of: 'belonging', from: 'in', to: 'out' },
  'member-by-group-only': { of: 'belonging', from: 'in', to: 'through' },
  'member-nested': { of: 'belonging', from: 'out', to: 'through' },
  'nesting-ended': { of: 'belonging', from: 'through', to: 'out' },
  'nesting-asked': { of: 'answer', from: 'out', to: 'asked' },
  'hand-over-offered': { of: 'offer', from: 'none', to: 'offered' },
  'hand-over-withdrawn': { of: 'offer', from: 'offered', to: 'none' },
  'join-declined': { of: 'decision' },
  'join-request': { of: 'request' },
  'group-handed-over': { of: 'seat' },
  'sponsor-named': { of: 'sponsor' },
}

/** Concern one person only: a held mail to the previous person is dropped. */
const ofOnePerson = new Set(['seat', 'sponsor'])

function matterOf(ctx: PublicContext, what: News, group: SpaceId, whom = ''): Matter | undefined {
  const found = matters[what]
  if (!found || !ctx.person) return undefined
  const { of, ...change } = found
  if (of === 'request') return { about: requestMatter(group, ctx.person.id), ...change }
  return { about: of === 'sponsor' ? `${of}:${group}:${whom}` : `${of}:${group}`, ...change }
}

function requestMatter(group: SpaceId, asker: PersonId): string {
  return `request:${group}:${asker}`
}

/** A nesting has ended: drops held mails that ask people about it. */
export function takeBackNesting(ctx: PublicContext, outer: SpaceId): Promise<void> {
  return takeBackMail(ctx, `answer:${outer}`)
}

/** Answered or withdrawn: drops a held mail that still asks. */
export function takeBackRequest(
  ctx: PublicContext,
  group: SpaceId,
  asker: PersonId,
): Promise<void> {
  return takeBackMail(ctx, requestMatter(group, asker))
}

/** Follow from one's own act but may be unexpected: the actor is told as well. */
const aboutOneself = new Set<News>(['member-nested', 'nesting-asked'])

/** Mails people about an act that concerns them; the actor gets no mail. */
export function tell(
  ctx: PublicContext,
  what: News,
  group: SpaceId,
  people: PersonId[],
  words = '',
): Promise<void> {
  return write(ctx, what, group, people, { words })
}

/** The same about somebody else, by name. */
export function tellOf(
  ctx: PublicContext,
  what: News,
  group: SpaceId,
  people: PersonId[],
  whom: string,
): Promise<void> {
  return write(ctx, what, group, people, { whom })
}

/** The same with all details. */
export function tellAbout(
  ctx: PublicContext,
  what: News,
  group: SpaceId,
  people: PersonId[],
  about: Said,
): Promise<void> {
  return write(ctx, what, group, people, about)
}

interface Said extends Pick<About, 'words' | 'whom'> {
  day?: Date
}

async function write(
  ctx: PublicContext,
  what: News,
  group: SpaceId,
  people: PersonId[],
  { day, ...said }: Said,
): Promise<void> {
  const others = aboutOneself.has(what)
    ? people
    : people.filter((person) => person !== ctx.person?.id)
  if (others.length === 0) return
  const row = await groupRow(ctx, group)
  const actor = ctx.person ? await nameOf(ctx, ctx.person.id) : 'Atelier'
  const matter = matterOf(ctx, what, group, said.whom)
  if (matter && ofOnePerson.has(matters[what]!.of)) await takeBackMail(ctx, matter.about)
  for (const { id, email, language, timeZone } of await store.letterboxes(ctx, others)) {
    const mail = {
      to: email,
      person: id,
      organization: row.organizationId,
      kind: what,
      language,
      letter: letter(ctx, news[what][language], group, {
        ...{ actor, group: row.name, ...said },
        ...(day && { day: longDate(day, language, timeZone) }),
      }),
    }
    await (matter ? holdMail(ctx, mail, matter) : sendMail(ctx, mail))
  }
}

function letter(ctx: PublicContext, told: Told, group: SpaceId, about: About): Letter {
  const heading = told.heading(about)
  return {
    subject: heading,
    heading,
    paragraphs: [told.sentence(about)],
    ...(about.words && { quote: about.words }),
    ...(told.action && {
      action: {
        label: told.action.label,
        url: `${publicAddress(ctx.house.config)}${told.action.path(group)}`,
      },
    }),
  }
}
