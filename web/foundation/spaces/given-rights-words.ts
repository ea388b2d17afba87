import { defineWords } from '../../kernel/words.ts'

// Words for rights in a history.
export const words = defineWords({
  en: {
    allMembers: 'all members',
    someGroup: 'another group',
    someone: 'somebody',
    grant: (name: string, level: string) => `${name}: ${level}`,
    nobodyNamed: 'Nobody is named any more.',
    changed: (name: string) => `changed the rights on “${name}”`,
    oneRight: (name: string, level: string, container: string) =>
      `gave ${name} the level “${level}” on “${container}”`,
    follows: (name: string) => `let “${name}” have the same rights as its folder`,
    internal: (name: string) => `hid “${name}” from guests`,
    notInternal: (name: string) => `showed “${name}” to guests again`,
    itemChanged: (names: string, level: string) => `gave ${names} the level “${level}” on one item`,
    itemNobody: (level: string) => `took the level “${level}” on one item from all who were named`,
    itemInternal: 'hid one item from guests',
    itemNotInternal: 'showed one item to guests again',
  },
  fr: {
    allMembers: 'tous les membres',
    someGroup: 'un autre groupe',
    someone: 'quelqu’un',
    grant: (name: string, level: string) => `${name} : ${level}`,
    nobodyNamed: 'Plus personne n’est nommé.',
    changed: (name: string) => `a modifié les droits sur « ${name} »`,
    oneRight: (name: string, level: string, container: string) =>
      `a donné à ${name} le niveau « ${level} » sur « ${container} »`,
    follows: (name: string) => `a donné à « ${name} » les mêmes droits qu’à son dossier`,
    internal: (name: string) => `a réservé « ${name} » aux internes`,
    notInternal: (name: string) => `ne réserve plus « ${name} » aux internes`,
    itemChanged: (names: string, level: string) =>
      `a donné à ${names} le niveau « ${level} » sur un élément`,
    itemNobody: (level: string) =>
      `a retiré le niveau « ${level} » sur un élément à toutes les personnes nommées`,
    itemInternal: 'a réservé un élément aux internes',
    itemNotInternal: 'ne réserve plus un élément aux internes',
  },
})
