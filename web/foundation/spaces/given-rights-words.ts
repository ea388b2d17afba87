import { defineWords } from '../../kernel/words.ts'

// Words for rights in a history.
export const words = defineWords({
  en: {
    allMembers: 'all members',
    someGroup: 'another group',
    someone: 'somebody',
    grant: (name: string, may: string) => `${name}: ${may}`,
    nobodyNamed: 'Nobody is named any more.',
    changed: (name: string) => `changed the rights on “${name}”`,
    oneRight: (name: string, may: string, container: string) =>
      `gave ${name} the right to ${may} in “${container}”`,
    follows: (name: string) => `gave “${name}” the same rights as its folder`,
    internal: (name: string) => `hid “${name}” from guests`,
    notInternal: (name: string) => `showed “${name}” to guests again`,
    itemChanged: (names: string, may: string) => `gave ${names} the right to ${may}, on one item`,
    itemNobody: (may: string) =>
      `took the right to ${may}, on one item, from everybody who was named`,
    itemInternal: 'hid one item from guests',
    itemNotInternal: 'showed one item to guests again',
  },
  fr: {
    allMembers: 'tous les membres',
    someGroup: 'un autre groupe',
    someone: 'quelqu’un',
    grant: (name: string, may: string) => `${name} : ${may}`,
    nobodyNamed: 'Plus personne n’est nommé.',
    changed: (name: string) => `a modifié les droits sur « ${name} »`,
    oneRight: (name: string, may: string, container: string) =>
      `a donné à ${name} le droit de ${may} dans « ${container} »`,
    follows: (name: string) => `a donné à « ${name} » les mêmes droits qu’à son dossier`,
    internal: (name: string) => `a réservé « ${name} » aux internes`,
    notInternal: (name: string) => `ne réserve plus « ${name} » aux internes`,
    itemChanged: (names: string, may: string) =>
      `a donné à ${names} le droit de ${may}, sur un élément`,
    itemNobody: (may: string) =>
      `a retiré aux personnes nommées le droit de ${may}, sur un élément`,
    itemInternal: 'a réservé un élément aux internes',
    itemNotInternal: 'ne réserve plus un élément aux internes',
  },
})
