import { Conflict, Invalid, invalidField, Unavailable } from '../../kernel/errors.ts'
import type { Language, Sentence } from '../../kernel/i18n.ts'
import { cut } from '../../kernel/plain-text.ts'

/** A fault of an archive, with the name of the entry in which it is. */
function fault(en: string, fr: string): Invalid {
  return new Invalid('archive', { en, fr })
}

/** A name made safe to show: the archive's author chose it. */
const shown = (name: string): string => cut(name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '�'), 120)
const en = (name: string): string => `“${shown(name)}”`
const fr = (name: string): string => `«\u202f${shown(name)}\u202f»`

export const faults = {
  notAnArchive: () =>
    fault(
      'This is not a ZIP file, or it is incomplete.',
      'Ce n’est pas un fichier ZIP, ou il est incomplet.',
    ),
  tooManyEntries: (most: number) =>
    fault(
      `This ZIP file has more than ${most} entries.`,
      `Ce fichier compte plus de ${most} éléments.`,
    ),
  name: (name: string) =>
    fault(
      `The entry ${en(name)} has a name that is not possible in the export of a group: names are relative paths, without “..”.`,
      `L’élément ${fr(name)} porte un nom impossible dans un export de groupe\u202f: les noms sont des chemins relatifs, sans «\u202f..\u202f».`,
    ),
  twice: (name: string) =>
    fault(
      `The entry ${en(name)} is in the file twice.`,
      `L’élément ${fr(name)} figure deux fois dans le fichier.`,
    ),
  symlink: (name: string) =>
    fault(
      `The entry ${en(name)} is a link, not a file.`,
      `L’élément ${fr(name)} est un lien, pas un fichier.`,
    ),
  encrypted: (name: string) =>
    fault(`The entry ${en(name)} is encrypted.`, `L’élément ${fr(name)} est chiffré.`),
  method: (name: string) =>
    fault(
      `The entry ${en(name)} is compressed in a way that is not supported.`,
      `L’élément ${fr(name)} est compressé d’une façon qui n’est pas lue ici.`,
    ),
  tooLarge: (name: string) =>
    fault(
      `The entry ${en(name)} is larger than allowed.`,
      `L’élément ${fr(name)} dépasse la taille autorisée.`,
    ),
  bomb: (name: string) =>
    fault(
      `The entry ${en(name)} becomes far larger when unpacked than in any export of a group.`,
      `L’élément ${fr(name)} devient, une fois décompressé, bien plus volumineux que dans un export de groupe.`,
    ),
  tooMuch: () =>
    fault(
      'Unpacked, this file is larger than allowed.',
      'Décompressé, ce fichier dépasse la taille autorisée.',
    ),
  overlapping: () =>
    fault('The entries of this file overlap.', 'Les éléments de ce fichier se chevauchent.'),
  broken: (name: string) =>
    fault(
      `The entry ${en(name)} cannot be unpacked: it is damaged, or not as the file describes it.`,
      `L’élément ${fr(name)} ne peut pas être décompressé\u202f: il est endommagé, ou différent de ce qu’en dit le fichier.`,
    ),
  missing: (name: string) =>
    fault(`The entry ${en(name)} is missing.`, `L’élément ${fr(name)} manque.`),
  unknownEntry: (name: string) =>
    fault(
      `The entry ${en(name)} is not in the manifest.`,
      `L’élément ${fr(name)} ne figure pas dans le manifeste.`,
    ),
  otherContent: (name: string) =>
    fault(
      `The entry ${en(name)} is not what the manifest says: its content has changed.`,
      `L’élément ${fr(name)} ne correspond pas au manifeste\u202f: son contenu a changé.`,
    ),
  unreadable: (name: string) =>
    fault(`The entry ${en(name)} cannot be read.`, `L’élément ${fr(name)} est illisible.`),
  otherFormat: (found: unknown) =>
    fault(
      `This export has the format ${shown(String(found))}; only format 1 can be read.`,
      `Cet export est au format ${shown(String(found))}\u202f; seul le format 1 est lu ici.`,
    ),
  noManifest: () =>
    fault(
      'This is a ZIP file, but not the export of a group: it has no manifest.json.',
      'C’est un fichier ZIP, mais pas l’export d’un groupe\u202f: il y manque manifest.json.',
    ),
  nowhere: (name: string) =>
    fault(
      `${en(name)} refers to something that is not in the export, or not where it could be.`,
      `${fr(name)} renvoie à quelque chose qui n’est pas dans l’export, ou pas à un endroit possible.`,
    ),
}

export const tooLargeArchive = (megabytes: number): Invalid =>
  fault(
    `The file may have up to ${megabytes} MB.`,
    `Le fichier peut peser jusqu’à ${megabytes} Mo.`,
  )

export const noRoom = (): Unavailable =>
  new Unavailable('disk-full', {
    en: 'There is not enough space on the disk of this server. The people who run it can free some.',
    fr: 'Il n’y a pas assez de place sur le disque de ce serveur. Les personnes qui l’exploitent peuvent en libérer.',
  })

/** Every export must be importable: nothing larger than an import accepts is written. */
export const largerThanTaken = (): Conflict =>
  new Conflict('group-too-large', {
    en: 'This group is too large for one export: it has more entries, or a longer one, than an import accepts.',
    fr: 'Ce groupe est trop grand pour un seul export\u202f: il compte plus d’éléments, ou un élément plus long, qu’un import n’en accepte.',
  })

export const underWay = (): Conflict =>
  new Conflict('under-way', {
    en: 'An export of this group is already being made for you.',
    fr: 'Un export de ce groupe est déjà en préparation pour vous.',
  })

export const tooManyImports = (): Conflict =>
  new Conflict('too-many-imports', {
    en: 'Several of your imports are waiting. Finish or remove one first.',
    fr: 'Plusieurs de vos imports attendent. Terminez-en un ou retirez-le d’abord.',
  })

export const notReady = (): Conflict =>
  new Conflict('not-ready', {
    en: 'This export is not ready to be imported.',
    fr: 'Cet export n’est pas prêt à être importé.',
  })

export const notInArchive = (field: string): Invalid =>
  invalidField(field, 'not-in-archive', {
    en: 'Nobody in the export has this address.',
    fr: 'Personne dans l’export n’a cette adresse.',
  })

export const problems = {
  noLonger: {
    code: 'no-longer-yours',
    en: 'You no longer administer this group.',
    fr: 'Vous n’administrez plus ce groupe.',
  },
  infected: {
    code: 'file-infected',
    en: 'A virus was found in a file of this group. Release or delete that file, then export the group again.',
    fr: 'Un virus a été détecté dans un fichier de ce groupe. Supprimez ce fichier ou levez sa quarantaine, puis exportez de nouveau le groupe.',
  },
  stopped: {
    code: 'account-stopped',
    en: 'The account of the person who asked for this has been stopped.',
    fr: 'Le compte de la personne qui l’a demandé a été arrêté.',
  },
  mayNotCreate: {
    code: 'may-not-create-groups',
    en: 'Your organization does not let you create groups now.',
    fr: 'Votre organisation ne vous permet pas de créer de groupe pour le moment.',
  },
  interrupted: {
    code: 'interrupted',
    en: 'The server was interrupted several times while doing this. Please ask again.',
    fr: 'Le serveur a été interrompu plusieurs fois pendant cette opération. Veuillez recommencer.',
  },
  failed: {
    code: 'failed',
    en: 'This is our fault, not yours: it did not work, and nothing was changed. Please ask again.',
    fr: 'L’erreur vient de nous, pas de vous\u202f: l’opération a échoué et rien n’a été modifié. Veuillez recommencer.',
  },
  full: {
    code: 'disk-full',
    en: 'There was not enough space on the disk of this server.',
    fr: 'La place manquait sur le disque de ce serveur.',
  },
  away: {
    code: 'unavailable',
    en: 'A part of this server was not available. Nothing was changed; please try again later.',
    fr: 'Une partie de ce serveur n’était pas disponible. Rien n’a été modifié\u202f; veuillez réessayer plus tard.',
  },
  unreadable: {
    code: 'archive',
    en: 'Something in this export cannot be stored: an impossible date, number or text.',
    fr: 'Une partie de cet export ne peut pas être conservée\u202f: une date, un nombre ou un texte impossible.',
  },
} satisfies Record<string, Sentence & { code: string }>

/** The README of the archive, for readers without Atelier. */
export function readme(group: string, day: string, language: Language): string {
  return language === 'fr'
    ? `# ${group}

Ce groupe de travail a été exporté d’Atelier le ${day}.

- Chaque outil a son dossier\u202f: les notes sont des fichiers Markdown dans \`notes\`, leurs images sont dans \`files\`.
- \`members.csv\` contient les membres, \`history.csv\` et \`history.jsonl\` l’historique du groupe.
- \`group.json\`, \`people.json\`, \`containers.json\` et \`items\` contiennent les mêmes choses sous forme de données, avec les versions, commentaires, étiquettes, liens et droits. C’est à partir d’eux qu’un import recrée le groupe à l’identique.
- \`manifest.json\` nomme chaque fichier avec son empreinte SHA-256.
`
    : `# ${group}

This group was exported from Atelier on ${day}.

- Each tool has its folder: notes are Markdown files in \`notes\`, their pictures are in \`files\`.
- \`members.csv\` has the members, \`history.csv\` and \`history.jsonl\` the history of the group.
- \`group.json\`, \`people.json\`, \`containers.json\` and \`items\` hold the same as data, with versions, comments, tags, links and rights. An import makes an equal group from these.
- \`manifest.json\` names every file with its SHA-256.
`
}
