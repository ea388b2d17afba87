import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    signIn: {
      title: 'Sign in',
      verb: 'Sign in',
      forgotten: 'Forgotten your password?',
      invited:
        'Not here yet? People come to Atelier by invitation: look for a message from whoever invites you.',
      demoTitle: 'Demonstration: come in as…',
      demoHelp: 'Everybody here is invented. Choose whose eyes to look through.',
    },
    forgot: {
      title: 'Set a new password',
      lead: 'We send a link to your address. It works once, for one hour.',
      verb: 'Send the link',
      sentTitle: 'Look into your mail',
      sent: (email: string) =>
        `If ${email} belongs to somebody here, a link is on its way. Nothing comes? Look among unwanted mail, or ask your administrator.`,
      back: 'Back to signing in',
    },
    reset: {
      title: 'Choose a new password',
      lead: 'You will be signed out everywhere else.',
      verb: 'Set this password',
      deadTitle: 'This link no longer works',
      dead: 'It was used already, or it is too old. Ask for another one.',
      again: 'Send another link',
      done: 'Your new password is set. You can sign in with it.',
    },
    email: 'E-mail address',
    password: 'Password',
    newPassword: 'New password',
    passwordHelp: 'At least 10 characters; a few words in a row are easy to keep.',
    passwordShort: 'Choose a password of at least 10 characters.',
    emailMissing: 'Enter your e-mail address.',
    passwordMissing: 'Enter your password.',
    firstName: 'First name',
    lastName: 'Last name',
    firstNameMissing: 'Enter your first name.',
    lastNameMissing: 'Enter your last name.',
  },
  fr: {
    signIn: {
      title: 'Connexion',
      verb: 'Se connecter',
      forgotten: 'Mot de passe oublié ?',
      invited:
        'Pas encore de compte ? On entre dans Atelier sur invitation : cherchez le message de la personne qui vous invite.',
      demoTitle: 'Démonstration : entrer en tant que…',
      demoHelp: 'Toutes les personnes sont inventées. Choisissez avec les yeux de qui regarder.',
    },
    forgot: {
      title: 'Définir un nouveau mot de passe',
      lead: 'Nous envoyons un lien à votre adresse. Il sert une seule fois, pendant une heure.',
      verb: 'Envoyer le lien',
      sentTitle: 'Consultez votre messagerie',
      sent: (email: string) =>
        `Si ${email} correspond à une personne inscrite ici, un lien est en route. Rien n’arrive ? Regardez parmi les messages indésirables, ou demandez à l’administration de votre organisation.`,
      back: 'Retour à la connexion',
    },
    reset: {
      title: 'Choisir un nouveau mot de passe',
      lead: 'Vos autres sessions seront fermées.',
      verb: 'Définir ce mot de passe',
      deadTitle: 'Ce lien ne fonctionne plus',
      dead: 'Il a déjà servi, ou il est trop ancien. Demandez-en un autre.',
      again: 'Envoyer un autre lien',
      done: 'Votre nouveau mot de passe est défini. Vous pouvez vous connecter.',
    },
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe',
    passwordHelp: 'Au moins 10 caractères ; quelques mots à la suite se retiennent bien.',
    passwordShort: 'Choisissez un mot de passe d’au moins 10 caractères.',
    emailMissing: 'Saisissez votre adresse e-mail.',
    passwordMissing: 'Saisissez votre mot de passe.',
    firstName: 'Prénom',
    lastName: 'Nom',
    firstNameMissing: 'Saisissez votre prénom.',
    lastNameMissing: 'Saisissez votre nom.',
  },
})
