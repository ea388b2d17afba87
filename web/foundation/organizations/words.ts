import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    setUp: {
      title: 'Set up Atelier',
      lead: 'This takes two minutes: your organization, and you as its first administrator. Everybody else joins by invitation.',
      organization: 'Your organization',
      organizationName: 'Name of the organization',
      organizationHelp: 'As people outside know it. It is shown next to your name.',
      organizationMissing: 'Enter the name of your organization.',
      you: 'You',
      emailHelp: 'You sign in with it.',
      verb: 'Create the organization',
      deadTitle: 'This set-up link no longer works',
      dead: 'Atelier is set up already, or the link is too old. Every start of an empty Atelier prints a new one.',
      signIn: 'Sign in',
    },
  },
  fr: {
    setUp: {
      title: 'Installer Atelier',
      lead: 'Deux minutes suffisent : votre organisation, et vous comme première personne à l’administrer. Les autres viendront sur invitation.',
      organization: 'Votre organisation',
      organizationName: 'Nom de l’organisation',
      organizationHelp: 'Tel qu’on le connaît à l’extérieur. Il figure à côté de votre nom.',
      organizationMissing: 'Saisissez le nom de votre organisation.',
      you: 'Vous',
      emailHelp: 'Elle vous servira à vous connecter.',
      verb: 'Créer l’organisation',
      deadTitle: 'Ce lien d’installation ne fonctionne plus',
      dead: 'Atelier est déjà installé, ou le lien est trop ancien. Chaque démarrage d’un Atelier vide en affiche un nouveau.',
      signIn: 'Se connecter',
    },
  },
})
