import { de } from '../../../server/kernel/plain-text.ts'
import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    cancel: 'Cancel',
    offer: {
      title: (group: string) => `Will you administer “${group}”?`,
      says: (by: string) =>
        `${by} asks you. You would decide about everything in the group, and it would count towards your plan. Nothing changes until you answer.`,
      until: (day: string) => `You can answer until ${day}.`,
      declined: (by: string) => `Declined. ${by} is told.`,
      waits: (name: string, day: string) =>
        `${name} was asked to administer this group, and can answer until ${day}. Until then nothing changes.`,
      short: (name: string) => `This group does not fit the plan of ${name} at the moment.`,
      withdraw: 'Withdraw the offer',
      withdrawn: 'The offer is withdrawn.',
    },
    question: {
      title: 'Do you still administer this group?',
      mine: (by: string, day: string) =>
        `${by}, who governs your organization, asks. If you do not answer by ${day}, another administrator can be chosen.`,
      yes: 'Yes, I do',
      answered: 'Thank you. The group keeps its administrator.',
      waits: (name: string, day: string) =>
        `${name} was asked whether they still administer this group, and can answer until ${day}.`,
      late: (name: string, day: string) =>
        `${name} has not answered by ${day}: another administrator can be chosen.`,
      nobody: 'Nobody acts as administrator of this group: another member can be chosen.',
      ask: (name: string) => `Ask whether ${name} still administers it…`,
      askTitle: (name: string) => `Ask ${name}`,
      askSays: (name: string) =>
        `${name} is asked whether they still administer this group. Somebody else can be chosen only if they do not answer within the time set in your policies.`,
      reason: 'Why you ask',
      reasonHelp: 'The administrator reads it.',
      verb: 'Ask',
      asked: (name: string) => `${name} has been asked.`,
      choose: 'Choose another administrator…',
    },
    add: {
      open: 'Add colleagues',
      title: 'Add colleagues',
      says: 'They are told, and so is the administrator. People who govern the organization join a private group only if its administrator agrees.',
      who: 'Colleagues',
      whoHelp: 'By name or address.',
      stopped: 'This account is stopped.',
      reason: 'Why',
      reasonHelp: 'The administrator reads it or, if there is none, all members do.',
      verb: 'Add',
      close: 'Close',
    },
    keepOut: {
      open: 'Remove and keep out…',
      title: (name: string) => `Keep ${name} out?`,
      says: (name: string) =>
        `${name} loses access immediately, and cannot come back by joining, asking, being invited by others, or through another group. Only the administrator can let them back before that.`,
      reason: 'Reason',
      reasonHelp: 'For the people who run this group. The person is not told.',
      until: 'Until',
      untilHelp: 'Until the end of that day. If empty: until somebody lifts it.',
      verb: 'Keep out',
      done: (name: string) => `${name} is removed and kept out.`,
      listTitle: 'Kept out',
      listSays: 'They cannot come back by themselves. Only the people who run this group see this.',
      by: (name: string, day: string) => `by ${name} on ${day}`,
      untilDay: (day: string) => `until ${day}`,
      lift: 'Let them back',
      lifted: (name: string) => `${name} may come back.`,
    },
    request: {
      governs: 'Governs your organization: only you can answer.',
      askedBy: (name: string) => `Asked for by ${name}.`,
    },
    handOver: {
      says: 'The new administrator decides about everything in the group, and it must fit their plan. They are asked first; until they accept, nothing changes. Then you become a member.',
      saysGovernor:
        'The new administrator decides about everything in the group, and it must fit their plan. They are asked first. The former one and all members are told.',
      verb: (name: string) => (name ? `Ask ${name}` : 'Ask'),
      done: (name: string) => `${name} has been asked, and can accept or decline.`,
    },
    history: {
      outsideTitle: 'History',
      outsideLead: 'What happened while you administered this group. You are no longer a member.',
    },
    waiting: (groups: string) =>
      `The administrator has been asked. You will be a member if they agree: ${groups}.`,
  },
  fr: {
    cancel: 'Annuler',
    offer: {
      title: (group: string) => `Voulez-vous administrer « ${group} » ?`,
      says: (by: string) =>
        `${by} vous le propose. Vous décideriez de tout dans le groupe, qui compterait dans votre forfait. Rien ne change avant votre réponse.`,
      until: (day: string) => `Vous pouvez répondre jusqu’au ${day}.`,
      declined: (by: string) => `Refus enregistré. ${by} en est informé·e.`,
      waits: (name: string, day: string) =>
        `Il a été proposé à ${name} d’administrer ce groupe, avec réponse possible jusqu’au ${day}. Rien ne change d’ici là.`,
      short: (name: string) =>
        `Le forfait ${de(name)} ne peut pas accueillir ce groupe pour le moment.`,
      withdraw: 'Retirer la proposition',
      withdrawn: 'La proposition est retirée.',
    },
    question: {
      title: 'Administrez-vous toujours ce groupe ?',
      mine: (by: string, day: string) =>
        `${by}, qui gère votre organisation, vous pose la question. Sans réponse d’ici le ${day}, l’administration pourra être confiée à quelqu’un d’autre.`,
      yes: 'Oui, toujours',
      answered: 'Merci. L’administration du groupe ne change pas.',
      waits: (name: string, day: string) =>
        `La question a été posée à ${name}, avec réponse possible jusqu’au ${day} : cette personne administre-t-elle toujours le groupe ?`,
      late: (name: string, day: string) =>
        `${name} n’a pas répondu avant le ${day} : l’administration peut être confiée à quelqu’un d’autre.`,
      nobody:
        'Personne n’administre ce groupe en ce moment : l’administration peut être confiée à un autre membre.',
      ask: (name: string) => `Demander si ${name} administre toujours le groupe…`,
      askTitle: (name: string) => `Poser la question à ${name}`,
      askSays: (name: string) =>
        `Nous demandons à ${name} si cette personne administre toujours le groupe. Quelqu’un d’autre ne peut être choisi que sans réponse dans le délai fixé par vos règles.`,
      reason: 'Pourquoi cette question',
      reasonHelp: 'La personne qui administre le groupe la lira.',
      verb: 'Poser la question',
      asked: (name: string) => `La question est posée à ${name}.`,
      choose: 'Confier l’administration à quelqu’un d’autre…',
    },
    add: {
      open: 'Ajouter des collègues',
      title: 'Ajouter des collègues',
      says: 'Ces personnes en sont informées, et la personne qui administre le groupe aussi. Les personnes qui gèrent l’organisation ne rejoignent un groupe privé qu’avec son accord.',
      who: 'Collègues',
      whoHelp: 'Par nom ou adresse.',
      stopped: 'Ce compte est arrêté.',
      reason: 'Pourquoi',
      reasonHelp:
        'La personne qui administre le groupe le lira ; s’il n’y en a pas en ce moment, tous les membres.',
      verb: 'Ajouter',
      close: 'Fermer',
    },
    keepOut: {
      open: 'Retirer et tenir à l’écart…',
      title: (name: string) => `Tenir ${name} à l’écart ?`,
      says: (name: string) =>
        `${name} perd aussitôt son accès, et ne peut revenir ni de sa propre initiative, ni sur demande, ni sur invitation d’autres membres, ni par un autre groupe. Seule la personne qui administre le groupe peut permettre un retour avant la fin.`,
      reason: 'Raison',
      reasonHelp: 'Pour les personnes qui gèrent ce groupe. La personne concernée ne la lit pas.',
      until: 'Jusqu’au',
      untilHelp: 'Jusqu’à la fin de cette journée. Vide : jusqu’à ce que quelqu’un y mette fin.',
      verb: 'Tenir à l’écart',
      done: (name: string) => `${name} ne fait plus partie du groupe et n’y revient pas.`,
      listTitle: 'À l’écart du groupe',
      listSays:
        'Ces personnes ne reviennent pas d’elles-mêmes. Seules les personnes qui gèrent ce groupe voient cette liste.',
      by: (name: string, day: string) => `par ${name} le ${day}`,
      untilDay: (day: string) => `jusqu’au ${day}`,
      lift: 'Permettre le retour',
      lifted: (name: string) => `${name} peut revenir.`,
    },
    request: {
      governs: 'Gère votre organisation : vous seul·e pouvez répondre.',
      askedBy: (name: string) => `À la demande de ${name}.`,
    },
    handOver: {
      says: 'La personne choisie décidera de tout dans le groupe, qui comptera dans son forfait. La proposition lui est d’abord faite ; rien ne change avant son accord. Vous deviendrez alors membre.',
      saysGovernor:
        'La personne choisie décidera de tout dans le groupe, qui comptera dans son forfait. La proposition lui est d’abord faite. L’ancienne administration et tous les membres en sont informés.',
      verb: (name: string) => (name ? `Proposer à ${name}` : 'Proposer'),
      done: (name: string) => `La proposition est faite à ${name}, qui peut accepter ou refuser.`,
    },
    history: {
      outsideTitle: 'Historique',
      outsideLead:
        'Ce qui s’est passé pendant que vous administriez ce groupe. Vous n’en faites plus partie.',
    },
    waiting: (groups: string) =>
      `La demande est faite à l’administration du groupe. Vous en serez membre si elle est d’accord : ${groups}.`,
  },
})
