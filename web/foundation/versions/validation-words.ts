import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    badge: 'Validated',
    validate: 'Validate…',
    title: 'Validate this?',
    then: 'From then on nobody can change it, not even you. It can still be read and commented on.',
    later: 'A later change needs a reason, and keeps what you validated as a version.',
    validateIt: 'Validate it',
    validated: 'It is validated: nobody can change it now.',
    by: (name: string, at: string) => `Validated by ${name} on ${at}. Nobody can change it.`,
    again: 'Change it again…',
    againTitle: 'Open it for changes again?',
    againThen:
      'What was validated is kept as a version. Everybody who follows it is told, with your reason.',
    reason: 'Why does it have to change?',
    reasonMissing: 'Enter a reason.',
    open: 'Open it for changes',
    opened: 'It can be changed again.',
  },
  fr: {
    badge: 'Validé',
    validate: 'Valider…',
    title: 'Valider ce contenu ?',
    then: 'Dès lors, personne ne peut plus le modifier, vous non plus. La lecture et les commentaires restent possibles.',
    later:
      'Une modification ultérieure demande un motif et garde comme version ce que vous avez validé.',
    validateIt: 'Valider',
    validated: 'Le contenu est validé : personne ne peut plus le modifier.',
    by: (name: string, at: string) => `Validé par ${name} le ${at}. Personne ne peut le modifier.`,
    again: 'Modifier à nouveau…',
    againTitle: 'Rouvrir la modification ?',
    againThen:
      'Ce qui a été validé est gardé comme version. Les personnes qui suivent ce contenu en sont informées, avec votre motif.',
    reason: 'Pourquoi faut-il le modifier ?',
    reasonMissing: 'Indiquez un motif.',
    open: 'Rouvrir la modification',
    opened: 'Le contenu peut à nouveau être modifié.',
  },
})
