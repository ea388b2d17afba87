import { longDate } from '../../kernel/day-and-time.ts'
import {
  Conflict,
  Forbidden,
  invalidField,
  LimitReached,
  type Invalid,
} from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'
import { de } from '../../kernel/plain-text.ts'

/** Says which limit, whose plan, and what to do (O7). Without a name the asker may not know of the group (G4). */
export const membersLimit = (allowed: number, whose: string, group?: string): LimitReached =>
  new LimitReached('members-limit', {
    en: `${group ? `“${group}” is full` : 'This group is full'}: the plan of ${whose} allows ${members(allowed, 'en')}. Remove somebody first, or ask for a larger plan.`,
    fr: `${group ? `« ${group} » est complet` : 'Ce groupe est complet'} : le forfait ${de(whose)} permet ${members(allowed, 'fr')}. Retirez d’abord quelqu’un, ou demandez un forfait supérieur.`,
  })

const members = (count: number, language: 'en' | 'fr'): string =>
  language === 'fr'
    ? `${count} ${count <= 1 ? 'membre' : 'membres'}`
    : `${count} ${count === 1 ? 'member' : 'members'}`

/** A group around this one is the obstacle, and the asker may not know which. */
export const cannotGrow = (): LimitReached =>
  new LimitReached('members-limit', {
    en: 'Nobody can join this group at the moment. Its administrator can tell you more.',
    fr: 'Ce groupe ne peut accueillir personne pour le moment. La personne qui l’administre peut en dire plus.',
  })

export const noGuests = (group: string): Conflict =>
  new Conflict('guests-not-allowed', {
    en: `“${group}” has no guests: only people of its organization can be members. Its administrator can allow guests in the settings.`,
    fr: `« ${group} » n’accueille pas de personnes externes : seules les personnes de son organisation peuvent en être membres. La personne qui l’administre peut les autoriser dans les réglages.`,
  })

export const archived = (): Conflict =>
  new Conflict('archived', {
    en: 'This group is archived: nobody can join it.',
    fr: 'Ce groupe est archivé : personne ne peut le rejoindre.',
  })

export const keptOut = (): Conflict =>
  new Conflict('kept-out', {
    en: 'This person is kept out of the group. Its administrator can add them again, or let them come back first.',
    fr: 'Cette personne est tenue à l’écart du groupe. La personne qui l’administre peut l’ajouter de nouveau, ou permettre d’abord son retour.',
  })

export const reasonNeeded = (): Invalid =>
  invalidField('body.reason', 'required', {
    en: 'Nobody administers this group: say why. All members will read it.',
    fr: 'Personne n’administre ce groupe en ce moment : dites pourquoi. Tous les membres le liront.',
  })

/** The seat of an acting administrator cannot be taken (M3). */
export const administratorActs = (name: string): Conflict =>
  new Conflict('administrator-acts', {
    en: `${name} administers this group. Somebody else can be chosen only if their account has stopped or they do not answer your question.`,
    fr: `${name} administre ce groupe. Quelqu’un d’autre ne peut être choisi que si son compte est arrêté, ou si votre question reste sans réponse.`,
  })

export const alreadyQuestioned = (): Conflict =>
  new Conflict('already-questioned', {
    en: 'The administrator has been asked already; the answer is pending.',
    fr: 'La question a déjà été posée ; la réponse est en attente.',
  })

export const nobodyActs = (): Conflict =>
  new Conflict('nobody-acts', {
    en: 'Nobody administers this group: there is nobody to ask.',
    fr: 'Personne n’administre ce groupe en ce moment : il n’y a personne à qui poser la question.',
  })

export const offerHasEnded = (): Conflict =>
  new Conflict('offer-has-ended', {
    en: 'This offer is no longer valid: the group has a new administrator, or keeps its administrator.',
    fr: 'Cette proposition n’est plus valable : une autre personne administre le groupe, ou la même le garde.',
  })

export const notToKeepOut = (): Conflict =>
  new Conflict('not-to-keep-out', {
    en: 'You cannot keep out yourself or the administrator of the group.',
    fr: 'On ne peut tenir à l’écart ni soi-même, ni la personne qui administre le groupe.',
  })

export const handOverFirst = (): Conflict =>
  new Conflict('hand-over-first', {
    en: 'A group always has exactly one administrator: hand the group over to another member first.',
    fr: 'Un groupe a toujours exactement une personne qui l’administre : confiez-le d’abord à un autre membre.',
  })

export const throughAGroup = (groups: string[]): Conflict =>
  new Conflict('through-a-group', {
    en: `This person is a member through ${groups.map((name) => `“${name}”`).join(', ')}: remove them there, or remove that group from this one.`,
    fr: `Cette personne est membre par ${groups.map((name) => `« ${name} »`).join(', ')} : retirez-la de ce groupe, ou retirez ce groupe.`,
  })

export const guestCannotAdminister = (): Conflict =>
  new Conflict('guest-cannot-administer', {
    en: 'Only somebody of the group’s organization can administer it.',
    fr: 'Seule une personne de l’organisation du groupe peut l’administrer.',
  })

export const accountStopped = (): Conflict =>
  new Conflict('account-stopped', {
    en: 'This account is deactivated.',
    fr: 'Ce compte est désactivé.',
  })

export const alreadyAdministrator = (): Conflict =>
  new Conflict('already-administrator', {
    en: 'This person already administers the group.',
    fr: 'Cette personne administre déjà le groupe.',
  })

/** Unknown, hidden, a guest or deactivated: the same message for all (A10). */
export const unknownColleague = (index: number): Invalid =>
  invalidField(`body.people.${index}.person`, 'unknown', {
    en: 'Only people of your organization that you may know of can be added. Invite others by e-mail.',
    fr: 'Seules les personnes de votre organisation que vous pouvez connaître peuvent être ajoutées. Invitez les autres par e-mail.',
  })

export const roleNotYours = (index: number): Invalid =>
  invalidField(`body.people.${index}.role`, 'role-not-yours', {
    en: 'Only the administrator of the group can give roles.',
    fr: 'Seule la personne qui administre le groupe attribue des rôles.',
  })

export const alreadyAsked = (): Conflict =>
  new Conflict('already-asked', {
    en: 'You have already asked; the answer is pending.',
    fr: 'Vous avez déjà fait une demande ; la réponse est en attente.',
  })

export const nothingAsked = (): Conflict =>
  new Conflict('nothing-asked', {
    en: 'There is no pending request of yours.',
    fr: 'Vous n’avez pas de demande en attente.',
  })

export const notYoursToNest = (): Forbidden =>
  new Forbidden('not-yours-to-nest', {
    en: 'Only the administrator of a group can add it to another one.',
    fr: 'Seule la personne qui administre un groupe peut l’inclure dans un autre.',
  })

export const otherOrganization = (): Invalid =>
  invalidField('body.group', 'other-organization', {
    en: 'Both groups must belong to the same organization.',
    fr: 'Les deux groupes doivent appartenir à la même organisation.',
  })

export const circle = (): Conflict =>
  new Conflict('circle', {
    en: 'That would be a circle: a group cannot be inside itself.',
    fr: 'Cela formerait un cercle : un groupe ne peut pas être dans lui-même.',
  })

export const tooDeep = (most: number): Conflict =>
  new Conflict('too-deep', {
    en: `Groups can be nested ${most} deep at most.`,
    fr: `Les groupes peuvent être imbriqués sur ${most} niveaux au plus.`,
  })

export const alreadyInside = (): Conflict =>
  new Conflict('already-inside', {
    en: 'This group has already been added.',
    fr: 'Ce groupe est déjà inclus.',
  })

export const notKeepable = (): Invalid =>
  invalidField('body.keep', 'not-justified', {
    en: 'Only rights that another group you share still justifies can be kept.',
    fr: 'Seuls les droits qu’un autre groupe commun justifie encore peuvent être conservés.',
  })

export const administratorStays = (): Conflict =>
  new Conflict('administrator-stays', {
    en: 'The administrator’s membership has no end: hand the group over first.',
    fr: 'La personne qui administre le groupe y reste sans limite de temps : confiez d’abord le groupe à quelqu’un d’autre.',
  })

export const noRoleToEnd = (field: 'roleStarts' | 'roleUntil'): Invalid =>
  invalidField(`body.${field}`, 'no-role', {
    en: 'Only the role of a co-administrator or a moderator can begin or end with a date of its own.',
    fr: 'Seul le rôle de co-administration ou de modération peut commencer ou prendre fin à une date qui lui est propre.',
  })

type DateField = 'starts' | 'until' | 'roleStarts' | 'roleUntil' | 'on'

export const notADate = (field: DateField): Invalid =>
  invalidField(`body.${field}`, 'date', {
    en: 'This is not a date.',
    fr: 'Ce n’est pas une date.',
  })

export const dateHasPassed = (field: DateField): Invalid =>
  field === 'starts' || field === 'roleStarts' ? startHasPassed(field) : endHasPassed(field)

const startHasPassed = (field: DateField): Invalid =>
  invalidField(`body.${field}`, 'past', {
    en: 'The start must be in the future. To start now, give no date.',
    fr: 'Le début doit se situer dans l’avenir. Pour commencer dès maintenant, n’indiquez pas de début.',
  })

export const endsBeforeStart = (field: DateField): Invalid =>
  invalidField(`body.${field}`, 'ends-before-start', {
    en: 'The start must be before the end, and a role within the membership.',
    fr: 'Le début doit précéder la fin, et un rôle rester dans la durée de l’adhésion.',
  })

export const hasBegun = (): Invalid =>
  invalidField('body.starts', 'has-begun', {
    en: 'This membership has already begun.',
    fr: 'Cette adhésion a déjà commencé.',
  })

export const beginsLater = (): Conflict =>
  new Conflict('begins-later', {
    en: 'This membership begins at a later date. The administrator of the group can change it.',
    fr: 'Cette adhésion commence à une date ultérieure. La personne qui administre le groupe peut la changer.',
  })

const endHasPassed = (field: DateField): Invalid =>
  invalidField(`body.${field}`, 'past', {
    en: 'The end must be in the future. To end it now, remove the person.',
    fr: 'La fin doit se situer dans l’avenir. Pour y mettre fin maintenant, retirez la personne.',
  })

export const guestsHaveAnEnd = (): Invalid =>
  invalidField('body.until', 'guest-needs-end', {
    en: 'The organization requires an end date for every guest. It can be renewed at any time.',
    fr: 'L’organisation demande une date de fin pour chaque personne externe. Elle peut être prolongée à tout moment.',
  })

export const notAGuest = (): Conflict =>
  new Conflict('not-a-guest', {
    en: 'Only guests have a sponsor and a stay to renew.',
    fr: 'Seules les personnes externes ont une personne référente et une présence à prolonger.',
  })

export const nothingToRenew = (): Conflict =>
  new Conflict('nothing-to-renew', {
    en: 'The organization sets no length of stay for guests, or this one has no end: there is nothing to renew.',
    fr: 'L’organisation ne fixe pas de durée de présence pour les personnes externes, ou celle-ci n’a pas de fin : il n’y a rien à prolonger.',
  })

export const cannotVouch = (): Invalid =>
  invalidField('body.sponsor', 'unknown', {
    en: 'Only a member of the group who belongs to its organization can be the sponsor.',
    fr: 'Seul un membre du groupe qui appartient à son organisation peut être la personne référente.',
  })

/** The organization no longer allows guests, and has set the date by which the last of them leave (O5). */
export const guestsLeaveBy = (date: string): Conflict =>
  new Conflict('guests-leave', {
    en: `The organization no longer allows guests: they leave by ${day(date, 'en')}. No later end can be set.`,
    fr: `L’organisation n’accepte plus de personnes externes : elles partent au plus tard le ${day(date, 'fr')}. Aucune fin plus tardive n’est possible.`,
  })

const day = (date: string, language: Language) => longDate(new Date(date), language, 'UTC')
