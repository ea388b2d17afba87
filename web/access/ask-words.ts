import { defineWords } from '../kernel/words.ts'

export const words = defineWords({
  en: {
    ask: 'Ask for access',
    says: 'If this link leads to something, the people who may share it will read your name and message. You will hear back only if you get access.',
    message: 'A few words',
    messageHelp: 'Who you are, and what you need it for.',
    verb: 'Send the request',
    cancel: 'Cancel',
    sent: 'Your request is sent. If you get access, you will be told.',
    asked: (when: string) => `You asked for access ${when}.`,
    withdraw: 'Withdraw the request',
    withdrawn: 'Your request is withdrawn.',
  },
  fr: {
    ask: 'Demander l’accès',
    says: 'Si ce lien mène quelque part, la personne qui peut partager ce contenu lit votre nom et votre message. Vous n’êtes informé·e que si l’accès vous est donné.',
    message: 'Quelques mots',
    messageHelp: 'Qui vous êtes, et pourquoi vous en avez besoin.',
    verb: 'Envoyer la demande',
    cancel: 'Annuler',
    sent: 'Votre demande est envoyée. Si l’accès vous est donné, vous en serez informé·e.',
    asked: (when: string) => `Vous avez demandé l’accès ${when}.`,
    withdraw: 'Retirer la demande',
    withdrawn: 'Votre demande est retirée.',
  },
})
