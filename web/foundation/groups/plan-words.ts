import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'My plan',
    lead: (plan: string) =>
      plan
        ? `Your plan is “${plan}”. An administrator of your organization can give you another one.`
        : 'You belong to no organization, so you administer no groups. Your private space is yours.',
    guest: 'As a guest you have no plan: your groups have limits of their own.',
    mine: 'What you use',
    groups: 'Groups that you administer',
    privateStorage: 'Private storage',
    storageHelp: 'Texts, versions, comments and files count until they leave the trash for good.',
    each: 'Each of your groups',
    eachHelp: (members: string, storage: string, guests: boolean) =>
      `A group that you administer may have ${members} members and ${storage}, ${guests ? 'and guests' : 'but no guests'}.`,
    members: 'Members',
    storage: 'Storage',
    oneMore:
      'Where the plan is full, archive a group, hand one over, or ask an administrator of your organization for a larger plan.',
    noGroups: 'You administer no group.',
  },
  fr: {
    title: 'Mon forfait',
    lead: (plan: string) =>
      plan
        ? `Votre forfait est « ${plan} ». L’administration de votre organisation peut vous en donner un autre.`
        : 'Vous n’appartenez à aucune organisation : vous n’administrez aucun groupe. Votre espace privé est à vous.',
    guest:
      'En tant que personne externe, vous n’avez pas de forfait : vos groupes ont leurs propres limites.',
    mine: 'Ce que vous utilisez',
    groups: 'Groupes que vous administrez',
    privateStorage: 'Stockage privé',
    storageHelp:
      'Textes, versions, commentaires et fichiers comptent jusqu’à ce que la corbeille les supprime définitivement.',
    each: 'Chacun de vos groupes',
    eachHelp: (members: string, storage: string, guests: boolean) =>
      `Un groupe que vous administrez peut avoir ${members} membres et ${storage}, ${guests ? 'et des personnes externes' : 'mais pas de personnes externes'}.`,
    members: 'Membres',
    storage: 'Stockage',
    oneMore:
      'Si le forfait est complet, archivez un groupe, confiez-en un, ou demandez un forfait supérieur à l’administration de votre organisation.',
    noGroups: 'Vous n’administrez aucun groupe.',
  },
})
