import { nobodyEdits, type SpaceKind } from '../../access/authorized.ts'
import type { Right } from '../../access/rights.ts'
import { Forbidden } from '../../kernel/errors.ts'
import type { Language, Sentence } from '../../kernel/i18n.ts'
import { locales } from '../../kernel/locales.ts'

export const said = {
  notHere: {
    en: 'Choose a place in this space.',
    fr: 'Choisissez un emplacement de cet espace.',
  },
  wrongKind: {
    en: 'This cannot be put there.',
    fr: 'Cet élément ne peut pas être placé ici.',
  },
  intoItself: {
    en: 'A folder cannot be moved into itself.',
    fr: 'Un dossier ne peut pas être déplacé dans lui-même.',
  },
  tooDeep: {
    en: 'Folders are nested too deeply here.',
    fr: 'Il y a ici trop de dossiers les uns dans les autres.',
  },
  nameTaken: {
    en: 'Something here already has this name. Choose another name, or keep both.',
    fr: 'Ce nom est déjà utilisé ici. Choisissez-en un autre, ou conservez les deux.',
  },
  root: {
    en: 'The top level of a tool cannot be moved.',
    fr: 'La racine d’un outil reste à sa place.',
  },
  sharedWhole: {
    en: 'Everybody here has the same things: rights on a part of them cannot be set.',
    fr: 'Ici, tout le monde dispose des mêmes éléments : les droits ne se règlent pas sur une partie d’entre eux.',
  },
  unknownPrincipal: {
    en: 'This person or group is not part of this space.',
    fr: 'Cette personne ou ce groupe ne fait pas partie de cet espace.',
  },
  notForAll: {
    en: 'People you share a group with can see when you are busy, or put things in: choose one of these.',
    fr: 'Les personnes d’un groupe commun peuvent voir quand vous êtes pris·e, ou déposer : choisissez l’un des deux.',
  },
  beyondOwnRights: {
    en: 'You can only give or take rights that you have yourself.',
    fr: 'Vous ne pouvez donner ou retirer que des droits que vous avez vous-même.',
  },
  shutsYouOut: {
    en: 'You would no longer see this yourself. Ask somebody who administers it, or stay on the list.',
    fr: 'Vous ne verriez plus ceci vous-même. Demandez à une personne qui l’administre, ou restez dans la liste.',
  },
  internalsOnly: {
    en: 'Only people of the organization that the group belongs to decide what is internal.',
    fr: 'Seules les personnes de l’organisation du groupe décident de ce qui est interne.',
  },
  guestAuthor: {
    en: 'A guest wrote this, and would no longer see it. Move it to an internal place if that is what you want.',
    fr: 'Une personne externe a écrit ceci et ne le verrait plus. Déplacez-le dans un emplacement interne si c’est ce que vous voulez.',
  },
  notInAGroup: {
    en: 'Only things in a group can be internal.',
    fr: 'Seul ce qui se trouve dans un groupe peut être réservé aux internes.',
  },
} as const

interface WhyNot {
  allowed: boolean
  /** Nobody may edit it, until it is opened for changes again. */
  validated: boolean
  /** The kind of the space, if it can only be read and the asker would otherwise have the right. */
  readOnly: SpaceKind | undefined
  right: Right
  on: 'item' | 'container'
  /** Names of people who could give the right. */
  ask: string[]
}

/** A refusal in the person's own terms: the rule that refuses, and the people who decide (A8). */
export function whyNotSentence({ allowed, validated, readOnly, right, on, ask }: WhyNot): Sentence {
  if (allowed) return { en: 'You may do this.', fr: 'Vous pouvez le faire.' }
  if (validated) return nobodyEdits
  if (readOnly === 'direct')
    return {
      en: 'The people of this conversation no longer share a group: it can be read, but nothing can be added.',
      fr: 'Les personnes de cette conversation n’ont plus de groupe en commun : elle peut être lue, mais rien ne peut y être ajouté.',
    }
  if (readOnly)
    return {
      en: 'The group is archived: everything in it can be read and nothing changed until its administrator reopens it.',
      fr: 'Le groupe est archivé : tout peut y être lu et rien modifié tant que la personne qui l’administre ne l’a pas rouvert.',
    }
  const rule = rules[on][right] ?? rules[on].manage!
  if (ask.length === 0) return rule
  const anyOf = (language: Language) =>
    new Intl.ListFormat(locales[language], { type: 'disjunction' }).format(ask)
  return {
    en: `${rule.en} You can ask ${anyOf('en')}.`,
    fr: `${rule.fr} Vous pouvez vous adresser à ${anyOf('fr')}.`,
  }
}

const rules: Record<'item' | 'container', Partial<Record<Right, Sentence>>> = {
  item: {
    view: { en: 'This was not shared with you.', fr: 'Cet élément n’est pas partagé avec vous.' },
    edit: {
      en: 'Only its author, and the people the author chose, may edit this.',
      fr: 'Seules la personne qui l’a créé et celles qu’elle a choisies peuvent modifier cet élément.',
    },
    delete: {
      en: 'Only its author and the administrators of the group may delete this.',
      fr: 'Seules la personne qui l’a créé et celles qui administrent le groupe peuvent supprimer cet élément.',
    },
    manage: {
      en: 'The people who manage the folder set the rights.',
      fr: 'Les droits sont réglés par les personnes qui gèrent son dossier.',
    },
  },
  container: {
    add: {
      en: 'You may read what is here, but not add to it.',
      fr: 'Vous pouvez lire ce qui est ici, mais pas y ajouter d’éléments.',
    },
    edit: {
      en: 'You may not edit what others have added here.',
      fr: 'Vous ne pouvez pas modifier ce que d’autres ont ajouté ici.',
    },
    delete: {
      en: 'You may not delete what others have added here.',
      fr: 'Vous ne pouvez pas supprimer ce que d’autres ont ajouté ici.',
    },
    manage: {
      en: 'Folders and rights here are managed by the administrators.',
      fr: 'Les dossiers et les droits sont gérés ici par les personnes qui administrent le groupe.',
    },
  },
}

/** Only the author decides who else may edit (A4). */
export function authorOnly(): Forbidden {
  return new Forbidden('author-only', {
    en: 'Only the person who wrote this decides who else may edit it.',
    fr: 'Seule la personne qui a écrit ceci décide qui d’autre peut le modifier.',
  })
}
