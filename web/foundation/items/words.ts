import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    favour: 'Add to my favourites',
    unfavour: 'Remove from my favourites',
    follow: 'Follow what happens to this',
    unfollow: 'Stop following this',
    tags: 'Tags',
    addTag: 'Add a tag',
    newTag: 'New tag',
    removeTag: (name: string) => `Remove the tag ${name}`,
    move: (title: string) => `Move “${title}”`,
    copy: (title: string) => `Copy “${title}”`,
    whichSpace: 'Space',
    whichPlace: 'Place',
    privateSpace: 'Private',
    here: 'It is here now',
    noPlace: 'There is no place in this space where you may add.',
    moveVerb: 'Move it here',
    copyVerb: 'Copy it here',
    cancel: 'Cancel',
    sameSeers: 'The same people will see it there.',
    gains: (names: string, more: number) =>
      more > 0
        ? `${names} and ${en(more, 'other person', 'other people')} will be able to see it.`
        : `${names} will be able to see it.`,
    loses: (names: string, more: number) =>
      more > 0
        ? `${names} and ${en(more, 'other person', 'other people')} will no longer see it.`
        : `${names} will no longer see it.`,
    copyGains: (people: number) =>
      `The copy takes the rights of that place: ${en(people, 'person', 'people')} who cannot see this one will see it.`,
    takesRights: 'It takes on the rights of that place; rights given on it by name stay.',
    leavesSpace:
      'It leaves this space with all that belongs to it; rights given on it by name end.',
    moved: (place: string) => `Moved to ${place}.`,
    copied: (place: string) => `Copied to ${place}.`,
    open: 'Open',
    trash: 'Trash',
    trashLead: 'What was deleted here and you may bring back. After 30 days it is gone for good.',
    storage: 'Storage of this space',
    storageSays: (name: string) =>
      `Texts, versions, comments and files count until they leave the trash for good. The plan of ${name} says how much there is.`,
    trashEmpty: 'Nothing was deleted here.',
    trashedBy: (name: string) => `deleted by ${name}`,
    wasIn: (place: string) => `was in ${place}`,
    restore: 'Bring back',
    restoreOne: (title: string) => `Bring back ${title}`,
    restored: (title: string) => `“${title}” is back.`,
    trashed: (title: string) => `“${title}” is in the trash.`,
    bulk: {
      trash: 'Delete',
      trashed: (count: number) => `${en(count, 'item')} in the trash.`,
      favour: 'Add to favourites',
      favoured: (count: number) => `${en(count, 'item')} among your favourites.`,
    },
    links: 'Links',
    linksOut: 'This concerns',
    linksBack: 'Mentioned by',
    noLinks: 'Nothing is linked with this yet.',
    addLink: 'Link with',
    addLinkHelp: 'Anything that you may see, by its title.',
    findItem: 'Type a title',
    removeLink: (title: string) => `Remove the link with ${title}`,
    unlinked: (title: string) => `The link with “${title}” is removed.`,
  },
  fr: {
    favour: 'Ajouter à mes favoris',
    unfavour: 'Retirer de mes favoris',
    follow: 'Suivre ce qui s’y passe',
    unfollow: 'Ne plus suivre',
    tags: 'Étiquettes',
    addTag: 'Ajouter une étiquette',
    newTag: 'Nouvelle étiquette',
    removeTag: (name: string) => `Retirer l’étiquette ${name}`,
    move: (title: string) => `Déplacer « ${title} »`,
    copy: (title: string) => `Copier « ${title} »`,
    whichSpace: 'Espace',
    whichPlace: 'Emplacement',
    privateSpace: 'Privé',
    here: 'Se trouve ici actuellement',
    noPlace: 'Cet espace n’a aucun emplacement où vous pouvez ajouter.',
    moveVerb: 'Déplacer ici',
    copyVerb: 'Copier ici',
    cancel: 'Annuler',
    sameSeers: 'Les mêmes personnes le verront là-bas.',
    gains: (names: string, more: number) =>
      more > 0
        ? `${names} et ${fr(more, 'autre personne', 'autres personnes')} pourront le voir.`
        : `Pourront le voir : ${names}.`,
    loses: (names: string, more: number) =>
      more > 0
        ? `${names} et ${fr(more, 'autre personne', 'autres personnes')} ne le verront plus.`
        : `Ne le verront plus : ${names}.`,
    copyGains: (people: number) =>
      `La copie prend les droits de cet emplacement : elle sera vue par ${fr(people, 'personne', 'personnes')} sans accès à l’original.`,
    takesRights:
      'Les droits de cet emplacement s’appliqueront ; ceux donnés nommément restent en place.',
    leavesSpace:
      'L’élément quitte cet espace avec tout ce qui s’y rattache ; les droits donnés nommément prennent fin.',
    moved: (place: string) => `Déplacé vers ${place}.`,
    copied: (place: string) => `Copié dans ${place}.`,
    open: 'Ouvrir',
    trash: 'Corbeille',
    trashLead:
      'Ce qui a été supprimé ici et que vous pouvez rétablir. Après 30 jours, la suppression est définitive.',
    storage: 'Stockage de cet espace',
    storageSays: (name: string) =>
      `Textes, versions, commentaires et fichiers comptent jusqu’à ce que la corbeille les supprime définitivement. L’abonnement de ${name} fixe la limite.`,
    trashEmpty: 'Rien n’a été supprimé ici.',
    trashedBy: (name: string) => `supprimé par ${name}`,
    wasIn: (place: string) => `était dans ${place}`,
    restore: 'Rétablir',
    restoreOne: (title: string) => `Rétablir ${title}`,
    restored: (title: string) => `« ${title} » est de retour.`,
    trashed: (title: string) => `« ${title} » est dans la corbeille.`,
    bulk: {
      trash: 'Supprimer',
      trashed: (count: number) => `${fr(count, 'élément')} dans la corbeille.`,
      favour: 'Ajouter aux favoris',
      favoured: (count: number) => `${fr(count, 'élément')} dans vos favoris.`,
    },
    links: 'Liens',
    linksOut: 'Se rapporte à',
    linksBack: 'Cité par',
    noLinks: 'Rien n’est encore lié à ceci.',
    addLink: 'Lier à',
    addLinkHelp: 'Tout ce que vous pouvez voir, par son titre.',
    findItem: 'Saisissez un titre',
    removeLink: (title: string) => `Retirer le lien avec ${title}`,
    unlinked: (title: string) => `Le lien avec « ${title} » est retiré.`,
  },
})
