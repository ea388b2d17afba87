import { publicAddress } from '../../kernel/config.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { sayMoment } from '../../kernel/day-and-time.ts'
import type { Language, Sentence } from '../../kernel/i18n.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Letter } from '../../kernel/letter.ts'
import { sendMail } from '../../kernel/mailer.ts'
import { personSecurityChanged, recordAboutPerson } from './events.ts'
import type { Person } from './person.ts'

/** A change in how somebody signs in; `name` is their own name for the passkey, device or token. */
export interface SecurityChange {
  what:
    | 'password-changed'
    | 'totp-on'
    | 'totp-off'
    | 'passkey-added'
    | 'passkey-removed'
    | 'recovery-codes-made'
    | 'recovery-code-used'
    | 'api-token-made'
    | 'app-password-made'
    | 'factors-removed'
  name?: string
}

/** Logs it in the history too (V2); an admin's act has a line of its own. */
export async function recordSecurity(
  ctx: PublicContext,
  person: PersonId,
  { what, name: called }: { what: SecurityChange['what'] | 'access-token-removed'; name?: string },
): Promise<void> {
  if (what === 'factors-removed') return
  const detail = { what, ...(called && { called }) }
  await recordAboutPerson(ctx, person, personSecurityChanged, detail)
}

/** Mails the owner of the account, so that a stranger’s change does not go unnoticed. */
export async function tellOfSecurity(
  ctx: PublicContext,
  person: Person,
  change: SecurityChange,
): Promise<void> {
  await recordSecurity(ctx, person.id, change)
  await sendMail(ctx, {
    to: person.email,
    person: person.id,
    organization: person.organizationId,
    kind: 'security-change',
    language: person.language,
    letter: letter(person, change, ctx)[person.language],
  })
}

function letter(
  { firstName, language, timeZone }: Person,
  { what, name = '' }: SecurityChange,
  { now, address, house }: PublicContext,
): Record<Language, Letter> {
  const said = happened[what](name)
  const at = sayMoment(now, language, timeZone)
  const url = `${publicAddress(house.config)}/me/security`
  return {
    en: {
      subject: said.subject.en,
      heading: `Hello ${firstName},`,
      paragraphs: [
        said.sentence.en,
        address ? `It happened on ${at}, from ${address}.` : `It happened on ${at}.`,
        'If that was you, there is nothing to do. If not, set a new password immediately with “Forgotten your password?”, and tell an administrator of your organization.',
      ],
      action: { label: 'See how you sign in', url },
    },
    fr: {
      subject: said.subject.fr,
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        said.sentence.fr,
        address ? `Cela s’est passé le ${at}, depuis ${address}.` : `Cela s’est passé le ${at}.`,
        'Si c’était vous, il n’y a rien à faire. Sinon, définissez tout de suite un nouveau mot de passe avec « Mot de passe oublié ? », et prévenez l’administration de votre organisation.',
      ],
      action: { label: 'Voir comment vous vous connectez', url },
    },
  }
}

const happened: Record<
  SecurityChange['what'],
  (name: string) => { subject: Sentence; sentence: Sentence }
> = {
  'password-changed': () => ({
    subject: { en: 'Your password was changed', fr: 'Votre mot de passe a été changé' },
    sentence: {
      en: 'The password of your account was changed. Your other sessions, API tokens and app passwords no longer work.',
      fr: 'Le mot de passe de votre compte a été changé. Vos autres sessions, jetons d’API et mots de passe d’application ont pris fin.',
    },
  }),
  'totp-on': () => ({
    subject: {
      en: 'Signing in now asks for a code from an app',
      fr: 'La connexion demande maintenant un code d’une application',
    },
    sentence: {
      en: 'Signing in to your account now asks for a code from an authenticator app. Your other sessions were ended.',
      fr: 'La connexion à votre compte demande maintenant un code d’une application d’authentification. Vos autres sessions ont été fermées.',
    },
  }),
  'totp-off': () => ({
    subject: {
      en: 'Signing in no longer asks for a code from an app',
      fr: 'La connexion ne demande plus de code d’une application',
    },
    sentence: {
      en: 'The authenticator app was removed from your account. Your other sessions were ended.',
      fr: 'L’application d’authentification a été retirée de votre compte. Vos autres sessions ont été fermées.',
    },
  }),
  'passkey-added': (name) => ({
    subject: { en: 'A passkey was added', fr: 'Une clé d’accès a été ajoutée' },
    sentence: {
      en: `The passkey “${name}” was added to your account. Your other sessions were ended.`,
      fr: `La clé d’accès « ${name} » a été ajoutée à votre compte. Vos autres sessions ont été fermées.`,
    },
  }),
  'passkey-removed': (name) => ({
    subject: { en: 'A passkey was removed', fr: 'Une clé d’accès a été retirée' },
    sentence: {
      en: `The passkey “${name}” was removed from your account. Your other sessions were ended.`,
      fr: `La clé d’accès « ${name} » a été retirée de votre compte. Vos autres sessions ont été fermées.`,
    },
  }),
  'recovery-codes-made': () => ({
    subject: { en: 'You have new recovery codes', fr: 'Vous avez de nouveaux codes de secours' },
    sentence: {
      en: 'New recovery codes were created for your account. The old ones no longer work.',
      fr: 'De nouveaux codes de secours ont été créés pour votre compte. Les anciens ne fonctionnent plus.',
    },
  }),
  'recovery-code-used': () => ({
    subject: { en: 'A recovery code was used', fr: 'Un code de secours a été utilisé' },
    sentence: {
      en: 'Somebody signed in to your account with a recovery code. This code no longer works.',
      fr: 'Une connexion à votre compte a eu lieu avec un code de secours. Il ne servira plus.',
    },
  }),
  'api-token-made': (name) => ({
    subject: { en: 'An API token was created', fr: 'Un jeton d’API a été créé' },
    sentence: {
      en: `The API token “${name}” was created for your account. Anyone who has it can use Atelier in your name.`,
      fr: `Le jeton d’API « ${name} » a été créé pour votre compte. Toute personne qui l’a peut utiliser Atelier en votre nom.`,
    },
  }),
  'app-password-made': (name) => ({
    subject: { en: 'An app password was created', fr: 'Un mot de passe d’application a été créé' },
    sentence: {
      en: `The app password “${name}” was created for your account. Anyone who has it can use Atelier in your name.`,
      fr: `Le mot de passe d’application « ${name} » a été créé pour votre compte. Toute personne qui l’a peut utiliser Atelier en votre nom.`,
    },
  }),
  'factors-removed': () => ({
    subject: {
      en: 'Your second factors were removed',
      fr: 'Vos seconds facteurs ont été retirés',
    },
    sentence: {
      en: 'An administrator of your organization removed your authenticator app, passkeys and recovery codes, and ended your sessions. Your password alone is enough to sign in: please set up a second factor again.',
      fr: 'L’administration de votre organisation a retiré votre application d’authentification, vos clés d’accès et vos codes de secours, et a fermé vos sessions. Votre mot de passe suffit pour vous connecter : veuillez configurer de nouveau un second facteur.',
    },
  }),
}
