export const said = {
  internalsOnly: {
    en: 'Only people of an organization have cases.',
    fr: 'Seules les personnes d’une organisation ont des dossiers.',
  },
  outsider: {
    en: 'A case is shared with people and groups of its own organization, and not with its owner.',
    fr: 'Un dossier se partage avec des personnes et des groupes de son organisation, sans compter la personne responsable.',
  },
  twice: { en: 'Named twice.', fr: 'Indiqué deux fois.' },
  notToThem: {
    en: 'A case is offered to a colleague of the same organization.',
    fr: 'Un dossier se propose à un·e collègue de la même organisation.',
  },
  offered: {
    en: 'This case is already offered to somebody.',
    fr: 'Ce dossier est déjà proposé à une personne.',
  },
  notOffered: {
    en: 'This case is not offered to anybody.',
    fr: 'Ce dossier n’est proposé à personne.',
  },
} as const
