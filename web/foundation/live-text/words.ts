import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    opening: 'Opening…',
    saved: 'Saved',
    saving: 'Saving…',
    offline: 'What you write is kept on this device and saved later.',
    readOnly: 'Read only',
    withOthers: (names: string, count: number) => `${names} ${count === 1 ? 'is' : 'are'} here too`,
    refused: {
      gone: 'You no longer have access to the text that you wrote this in.',
      'read-only': 'You may no longer edit the text that you wrote this in.',
      'too-large': 'It is too long to be added here.',
      unreadable: 'The server could not read it.',
      foreign: 'It was sent in somebody else’s name.',
      unavailable: 'The server could not accept it.',
    },
    notSaved: 'Not saved',
    notKept: 'Not saved, and this browser has no room for it. Leave this page open.',
    title: 'What you wrote is not saved.',
    text: 'What you wrote',
    kept: 'It is kept on this device, for you alone.',
    notOnDevice: 'This browser has no room for it: copy it before you leave this page.',
    deletions: 'You only deleted text.',
    copy: 'Copy the text',
    keptTitle: (at: string) => `Not saved on ${at}`,
    discard: 'Discard',
    discarded: 'The text is discarded.',
    goOn: 'Show the text as it is saved',
    elsewhere: (count: number) =>
      `${en(count, 'text')} that you wrote ${count === 1 ? 'is' : 'are'} not saved.`,
    show: 'Show',
  },
  fr: {
    opening: 'Ouverture…',
    saved: 'Enregistré',
    saving: 'Enregistrement…',
    offline: 'Ce que vous écrivez est gardé sur cet appareil et sera enregistré plus tard.',
    readOnly: 'Lecture seule',
    withOthers: (names: string, count: number) =>
      `${names} ${count === 1 ? 'est' : 'sont'} aussi ici`,
    refused: {
      gone: 'Vous n’avez plus accès au texte dans lequel vous l’avez écrit.',
      'read-only': 'Vous ne pouvez plus modifier le texte dans lequel vous l’avez écrit.',
      'too-large': 'C’est trop long pour être ajouté ici.',
      unreadable: 'Le serveur n’a pas pu le lire.',
      foreign: 'Il a été envoyé au nom d’une autre personne.',
      unavailable: 'Le serveur n’a pas pu l’accepter.',
    },
    notSaved: 'Non enregistré',
    notKept:
      'Non enregistré, et ce navigateur n’a plus de place pour le garder. Laissez cette page ouverte.',
    title: 'Ce que vous avez écrit n’est pas enregistré.',
    text: 'Ce que vous avez écrit',
    kept: 'C’est gardé sur cet appareil, pour vous uniquement.',
    notOnDevice:
      'Ce navigateur n’a plus de place pour le garder : copiez-le avant de quitter cette page.',
    deletions: 'Vous aviez seulement supprimé du texte.',
    copy: 'Copier le texte',
    keptTitle: (at: string) => `Non enregistré le ${at}`,
    discard: 'Abandonner',
    discarded: 'Le texte est abandonné.',
    goOn: 'Afficher le texte tel qu’il est enregistré',
    elsewhere: (count: number) =>
      count === 1
        ? 'Un texte que vous avez écrit n’est pas enregistré.'
        : `${fr(count, 'texte')} que vous avez écrits ne sont pas enregistrés.`,
    show: 'Afficher',
  },
})
