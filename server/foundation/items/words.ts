import { Invalid } from '../../kernel/errors.ts'

export const said = {
  wrongTool: {
    en: 'This belongs to another tool: choose a place of the same tool.',
    fr: 'Cet élément relève d’un autre outil : choisissez un emplacement du même outil.',
  },
  notAPlace: {
    en: 'Choose a place for such items: folders and the top level of a tool contain no items.',
    fr: 'Choisissez un emplacement qui contient de tels éléments : les dossiers et la racine d’un outil ne contiennent pas d’éléments.',
  },
  noPlaceLeft: {
    en: 'The folder where this was is in the trash as well, and there is no other one that you may add to.',
    fr: 'L’emplacement d’origine est lui aussi dans la corbeille, et vous ne pouvez ajouter d’élément nulle part ailleurs.',
  },
  notOrphaned: {
    en: 'Only the administrator can take over the items of a former member.',
    fr: 'Seule la personne qui administre le groupe peut reprendre ce qu’une personne qui n’est plus membre a laissé.',
  },
  movingNeedsDelete: {
    en: 'To move this away, you need the right to delete it here. You can copy it instead.',
    fr: 'Pour déplacer cet élément, il faut pouvoir le supprimer ici. Vous pouvez plutôt le copier.',
  },
  sameItem: {
    en: 'An item cannot be linked to itself.',
    fr: 'Un élément ne peut pas être lié à lui-même.',
  },
  tooManyLinks: {
    en: 'An item can have at most 200 links.',
    fr: 'Un élément peut avoir au plus 200 liens.',
  },
  tooManyTags: { en: 'At most 30 tags on one item.', fr: 'Au plus 30 étiquettes par élément.' },
} as const

/** Refuses an item of an import that its tool could not have exported. */
export const unreadableItem = (title: string): Invalid =>
  new Invalid('archive', {
    en: `“${title.slice(0, 80)}” of this export cannot be read.`,
    fr: `« ${title.slice(0, 80)} » de cet export est illisible.`,
  })
