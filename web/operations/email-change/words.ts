import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'E-mail address',
    lead: (email: string) => `You sign in with ${email}. People who share a group with you see it.`,
    change: 'Change the address',
    waits: 'An address to confirm',
    sent: (email: string, until: string) =>
      `If ${email} can be used, a link was sent there. Open it here by ${until}, without signing out.`,
    forget: 'Keep my current address',
    forgotten: 'Your address stays as it is. The link no longer works.',
    askTitle: 'Change the e-mail address',
    newEmail: 'New e-mail address',
    newEmailHelp: 'We send a link there. Your current address is told, and can stop the change.',
    missing: 'Enter the new address.',
    verb: 'Send the link',
    asked: 'Check the mailbox of your new address.',
    proof: {
      title: 'Use this address',
      lead: (email: string) =>
        `From now on you sign in with ${email}. Your other sessions end. Programs with an app password need the new address.`,
      verb: 'Use this address',
      done: (email: string) => `You sign in with ${email} from now on.`,
      deadTitle: 'This link no longer works',
      dead: 'It was used, is too old, belongs to another account, or the session that asked for it has ended.',
      again: 'Ask for another link',
    },
    stop: {
      title: 'Change of e-mail address',
      asked: {
        title: 'Stop the change of address?',
        lead: 'Somebody who is signed in to your account asked to use another e-mail address.',
        verb: 'Stop the change',
      },
      changed: {
        title: 'Undo the change of address?',
        lead: 'Every session ends, passkeys and apps that were added since are removed, and we send you a link to choose a new password.',
        verb: 'Undo the change',
      },
      stopped: {
        title: 'The change is stopped',
        lead: 'Your address stays as it is. If you did not ask for this, choose a new password now.',
      },
      'taken-back': {
        title: 'Your address is back',
        lead: 'Check your e-mail: a link to choose a new password is on its way.',
      },
      newPassword: 'Choose a new password',
      deadTitle: 'This link no longer works',
      dead: 'The change has already been stopped or undone, or too much time has passed.',
      signIn: 'Sign in',
    },
  },
  fr: {
    title: 'Adresse e-mail',
    lead: (email: string) =>
      `Vous vous connectez avec ${email}. Les personnes qui partagent un groupe avec vous la voient.`,
    change: 'Changer d’adresse',
    waits: 'Une adresse à confirmer',
    sent: (email: string, until: string) =>
      `Si ${email} peut être utilisée, un lien y a été envoyé. Ouvrez-le ici avant ${until}, sans vous déconnecter.`,
    forget: 'Garder mon adresse actuelle',
    forgotten: 'Votre adresse reste inchangée. Le lien ne fonctionne plus.',
    askTitle: 'Changer d’adresse e-mail',
    newEmail: 'Nouvelle adresse e-mail',
    newEmailHelp:
      'Nous y envoyons un lien. Votre adresse actuelle est prévenue, et peut arrêter le changement.',
    missing: 'Saisissez la nouvelle adresse.',
    verb: 'Envoyer le lien',
    asked: 'Consultez la messagerie de votre nouvelle adresse.',
    proof: {
      title: 'Utiliser cette adresse',
      lead: (email: string) =>
        `Vous vous connecterez désormais avec ${email}. Vos autres sessions se fermeront. Les programmes qui ont un mot de passe d’application auront besoin de la nouvelle adresse.`,
      verb: 'Utiliser cette adresse',
      done: (email: string) => `Vous vous connectez désormais avec ${email}.`,
      deadTitle: 'Ce lien ne fonctionne plus',
      dead: 'Il a déjà servi, il est trop ancien, il appartient à un autre compte, ou la session qui l’a demandé est fermée.',
      again: 'Demander un autre lien',
    },
    stop: {
      title: 'Changement d’adresse e-mail',
      asked: {
        title: 'Arrêter le changement d’adresse ?',
        lead: 'Une personne en session sur votre compte a demandé à utiliser une autre adresse e-mail.',
        verb: 'Arrêter le changement',
      },
      changed: {
        title: 'Annuler le changement d’adresse ?',
        lead: 'Toutes les sessions se ferment, les clés d’accès et applications ajoutées depuis sont retirées, et nous vous envoyons un lien pour choisir un nouveau mot de passe.',
        verb: 'Annuler le changement',
      },
      stopped: {
        title: 'Le changement est arrêté',
        lead: 'Votre adresse reste inchangée. Si vous n’avez rien demandé, choisissez maintenant un nouveau mot de passe.',
      },
      'taken-back': {
        title: 'Votre adresse est rétablie',
        lead: 'Consultez votre messagerie : un lien pour choisir un nouveau mot de passe est en route.',
      },
      newPassword: 'Choisir un nouveau mot de passe',
      deadTitle: 'Ce lien ne fonctionne plus',
      dead: 'Le changement a déjà été arrêté ou annulé, ou trop de temps a passé.',
      signIn: 'Se connecter',
    },
  },
})
