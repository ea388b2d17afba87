import type { Language, Sentence } from '../../kernel/i18n.ts'
import type { Letter } from '../../kernel/letter.ts'

/** First and last name of a deleted person. */
export const nobodyAnyMore: Record<Language, [string, string]> = {
  en: ['Former', 'member'],
  fr: ['Ancien', 'membre'],
}

/** Marks a name from an imported archive that nobody here has accepted as theirs (G13). */
export const imported: Record<Language, (name: string) => string> = {
  en: (name) => `${name} (imported)`,
  fr: (name) => `${name} (nom importé)`,
}

export const privateSpace: Sentence = { en: 'Private', fr: 'Privé' }

export const wrongCredentials: Sentence = {
  en: 'Wrong e-mail address or password.',
  fr: 'Adresse e-mail ou mot de passe incorrect.',
}

export function tooManyAttempts(seconds: number): Sentence {
  const minutes = Math.ceil(seconds / 60)
  return seconds < 90
    ? {
        en: `Too many attempts. Please wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        fr: `Trop de tentatives. Veuillez patienter ${seconds} ${seconds === 1 ? 'seconde' : 'secondes'}.`,
      }
    : {
        en: `Too many attempts. Please wait ${minutes} minutes.`,
        fr: `Trop de tentatives. Veuillez patienter ${minutes} minutes.`,
      }
}

/** The same message whether or not the account exists. */
export function tooManySignIns(seconds: number): Sentence {
  const { en, fr } = tooManyAttempts(seconds)
  return {
    en: `${en} You can sign in immediately if you ask for a new password by e-mail.`,
    fr: `${fr} Vous pouvez vous connecter tout de suite en demandant un nouveau mot de passe par e-mail.`,
  }
}

export const unknownTool: Sentence = {
  en: 'There is no such tool here, or it is listed twice.',
  fr: 'Cet outil n’existe pas ici, ou il figure deux fois.',
}

export const passwords = {
  short: {
    en: 'At least 10 characters. A sentence is easy to remember.',
    fr: 'Au moins 10 caractères. Une phrase se retient bien.',
  },
  long: { en: 'At most 200 characters.', fr: 'Au plus 200 caractères.' },
  common: {
    en: 'This password is one of the most common: it is easy to guess.',
    fr: 'Ce mot de passe est parmi les plus courants : il serait deviné tout de suite.',
  },
  personal: {
    en: 'The password may not contain your name or your e-mail address.',
    fr: 'Le mot de passe ne doit contenir ni votre nom ni votre adresse e-mail.',
  },
  wrong: {
    en: 'This is not your current password.',
    fr: 'Ce n’est pas votre mot de passe actuel.',
  },
} satisfies Record<string, Sentence>

export const emailTaken: Sentence = {
  en: 'This e-mail address is already in use.',
  fr: 'Cette adresse e-mail est déjà utilisée.',
}

export const needed: Sentence = { en: 'This field is required.', fr: 'Ce champ est obligatoire.' }

export const notATimeZone: Sentence = {
  en: 'A time zone is written like Europe/Paris.',
  fr: 'Un fuseau horaire s’écrit comme Europe/Paris.',
}

export const companyIsTheOrganization: Sentence = {
  en: 'The administrators of your organization set its name.',
  fr: 'Le nom de votre organisation est fixé par les personnes qui l’administrent.',
}

export const pictures = {
  notAPicture: {
    en: 'This is not a picture that can be read: PNG, JPEG or WebP is expected.',
    fr: 'Cette image ne peut pas être lue : PNG, JPEG ou WebP est attendu.',
  },
  tooManyPixels: {
    en: 'This picture has more than 40 million pixels.',
    fr: 'Cette image compte plus de 40 millions de pixels.',
  },
} satisfies Record<string, Sentence>

export function resetLetter(
  { firstName }: { firstName: string },
  url: string,
  minutes: number,
): Record<Language, Letter> {
  return {
    en: {
      subject: 'Choose a new password',
      heading: `Hello ${firstName},`,
      paragraphs: [
        'Somebody, probably you, asked for a new password for this address.',
        `The link works once, for ${minutes} minutes. If it was not you, there is nothing to do: your password stays as it is.`,
      ],
      action: { label: 'Choose a new password', url },
    },
    fr: {
      subject: 'Choisissez un nouveau mot de passe',
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        'Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour cette adresse.',
        `Le lien fonctionne une fois, pendant ${minutes} minutes. Si ce n’était pas vous, il n’y a rien à faire : votre mot de passe reste inchangé.`,
      ],
      action: { label: 'Choisir un nouveau mot de passe', url },
    },
  }
}

/** Shown only to a person who has proved that the account is theirs. */
export const accountClosed: Sentence = {
  en: 'You are no longer in any group, so this account is closed. A new invitation opens it again.',
  fr: 'Vous n’êtes plus dans aucun groupe : ce compte est fermé. Une nouvelle invitation le rouvre.',
}
