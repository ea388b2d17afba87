import { publicAddress } from '../../kernel/config.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Letter } from '../../kernel/letter.ts'
import { sendMail } from '../../kernel/mailer.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import * as store from './store.ts'

/** What belonging tells people by mail. */
export type News = keyof typeof news

interface About {
  /** Who acted; the house itself has no name. */
  actor: string
  group: string
  /** What they wrote: a message, a reason. */
  words?: string
}

interface Told {
  heading: (about: About) => string
  sentence: (about: About) => string
  action?: { label: string; path: (group: SpaceId) => string }
}

const space = (group: SpaceId) => `/s/${group}`
const openEn = { label: 'Open the group', path: space }
const openFr = { label: 'Ouvrir le groupe', path: space }

const news = {
  'member-added': {
    en: {
      heading: ({ actor, group }) => `${actor} added you to “${group}”`,
      sentence: ({ group }) =>
        `You are now a member of “${group}” and see what its members see. You can leave at any time; in your profile you can ask to be asked first.`,
      action: openEn,
    },
    fr: {
      heading: ({ actor, group }) => `${actor} vous a fait entrer dans « ${group} »`,
      sentence: ({ group }) =>
        `Vous êtes désormais membre de « ${group} » et voyez ce que voient ses membres. Vous pouvez quitter le groupe à tout moment ; dans votre profil, vous pouvez demander à être consulté·e d’abord.`,
      action: openFr,
    },
  },
  'member-removed': {
    en: {
      heading: ({ group }) => `You are no longer a member of “${group}”`,
      sentence: ({ actor, group }) =>
        `${actor} has removed you from “${group}”. What you added stays in the group, under your name.`,
    },
    fr: {
      heading: ({ group }) => `Vous n’êtes plus membre de « ${group} »`,
      sentence: ({ actor, group }) =>
        `${actor} vous a retiré·e de « ${group} ». Ce que vous y avez ajouté reste dans le groupe, sous votre nom.`,
    },
  },
  'join-request': {
    en: {
      heading: ({ actor, group }) => `${actor} asks to join “${group}”`,
      sentence: () => 'You can let them in, or decline and say why.',
      action: { label: 'See the request', path: (group) => `/s/${group}/requests` },
    },
    fr: {
      heading: ({ actor, group }) => `${actor} demande à rejoindre « ${group} »`,
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
      heading: ({ group }) => `Vous êtes désormais membre de « ${group} »`,
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
      heading: ({ group }) => `Votre demande pour « ${group} » n’a pas été acceptée`,
      sentence: ({ actor }) => `${actor} a refusé votre demande.`,
    },
  },
  'group-handed-over': {
    en: {
      heading: ({ group }) => `You now administer “${group}”`,
      sentence: ({ actor, group }) =>
        `${actor} has handed “${group}” over to you. Its members, storage and guests now count on your plan.`,
      action: openEn,
    },
    fr: {
      heading: ({ group }) => `Vous administrez désormais « ${group} »`,
      sentence: ({ actor, group }) =>
        `${actor} vous a confié « ${group} ». Ses membres, son stockage et ses personnes externes comptent désormais sur votre abonnement.`,
      action: openFr,
    },
  },
} satisfies Record<string, Record<Language, Told>>

/** Tells people by mail what was done that concerns them; nobody is told of their own act. */
export async function tell(
  ctx: PublicContext,
  what: News,
  group: SpaceId,
  people: PersonId[],
  words = '',
): Promise<void> {
  const others = people.filter((person) => person !== ctx.person?.id)
  if (others.length === 0) return
  const row = await groupRow(ctx, group)
  const actor = ctx.person ? await nameOf(ctx, ctx.person.id) : 'Atelier'
  for (const { id, email, language } of await store.letterboxes(ctx, others))
    await sendMail(ctx, {
      to: email,
      person: id,
      organization: row.organizationId,
      kind: what,
      language,
      letter: letter(ctx, news[what][language], group, { actor, group: row.name, words }),
    })
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
