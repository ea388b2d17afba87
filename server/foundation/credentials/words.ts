import type { Sentence } from '../../kernel/i18n.ts'

export const wrongFactor: Sentence = {
  en: 'This code is wrong, has already been used, or signing in took too long. Try the next code, or start again.',
  fr: 'Ce code est incorrect ou a déjà servi, ou la connexion a pris trop de temps. Essayez le code suivant, ou recommencez.',
}

export const wrongNewCode: Sentence = {
  en: 'This is not the code that the app shows now. Check the clock of your phone, and type the next one.',
  fr: 'Ce n’est pas le code que l’application affiche en ce moment. Vérifiez l’heure de votre téléphone et saisissez le suivant.',
}

export const totpIsOn: Sentence = {
  en: 'An authenticator app is set up already. Remove it first.',
  fr: 'Une application d’authentification est déjà configurée. Retirez-la d’abord.',
}

export const noFactor: Sentence = {
  en: 'Recovery codes replace a second factor: set one up first.',
  fr: 'Les codes de secours remplacent un second facteur : configurez-en d’abord un.',
}

export const notThisPasskey: Sentence = {
  en: 'This passkey could not be checked. Please try again.',
  fr: 'Cette clé d’accès n’a pas pu être vérifiée. Veuillez réessayer.',
}

export function enoughPasskeys(most: number): Sentence {
  return {
    en: `You have ${most} passkeys. Remove one that you no longer use.`,
    fr: `Vous avez ${most} clés d’accès. Retirez-en une qui ne sert plus.`,
  }
}

export const confirmationNeeded: Sentence = {
  en: 'Confirm with your password or a passkey that it is you.',
  fr: 'Confirmez votre identité avec votre mot de passe ou une clé d’accès.',
}

export const passwordOrPasskey: Sentence = {
  en: 'Send a password or a passkey, one of the two.',
  fr: 'Envoyez un mot de passe ou une clé d’accès, l’un des deux.',
}

export const dayIsPast: Sentence = {
  en: 'This day has passed.',
  fr: 'Cette date est déjà passée.',
}

export function enoughTokens(most: number): Sentence {
  return {
    en: `You have ${most} API tokens and app passwords. Remove one that you no longer use.`,
    fr: `Vous avez ${most} jetons d’API et mots de passe d’application. Retirez-en un qui ne sert plus.`,
  }
}

export const ownFactors: Sentence = {
  en: 'These are your own second factors: change them under Security in your profile.',
  fr: 'Ce sont vos propres seconds facteurs : modifiez-les sous Sécurité dans votre profil.',
}
