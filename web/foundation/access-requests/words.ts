import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'Requests for access',
    lead: 'People who followed a link to something that you may share.',
    none: 'Nobody is asking you for access.',
    asked: 'asked',
    privateSpace: 'Private',
    level: 'What they get',
    letRead: 'Let them read',
    give: 'Give access',
    invite: 'Invite to the group',
    decline: 'Decline',
    needsMembership: 'Only members see anything in this group: they would be invited as a member.',
    notTold: 'This applies to this item only. If you decline, they are not told.',
    given: (name: string) => `${name} has access now.`,
    invited: (name: string) => `${name} is invited.`,
    declined: 'Declined. The person is not told.',
  },
  fr: {
    title: 'Demandes d’accès',
    lead: 'Des personnes qui ont suivi un lien vers un contenu que vous pouvez partager.',
    none: 'Personne ne vous demande d’accès.',
    asked: 'demande faite',
    privateSpace: 'Privé',
    level: 'Ce que cette personne obtient',
    letRead: 'Permettre la lecture',
    give: 'Donner l’accès',
    invite: 'Inviter à rejoindre le groupe',
    decline: 'Refuser',
    needsMembership:
      'Seuls les membres voient le contenu de ce groupe : cette personne serait invitée comme membre.',
    notTold: 'Cela ne concerne que ce contenu. En cas de refus, la personne n’est pas informée.',
    given: (name: string) => `${name} a maintenant accès.`,
    invited: (name: string) => `${name} a reçu une invitation.`,
    declined: 'Demande refusée. La personne n’en est pas informée.',
  },
})
