import { defineWords } from '../../kernel/words.ts'

/** What others see of a person (O3, J5, S1): the same words in the profile, in invitations and before joining. */
export const words = defineWords({
  en: {
    inGroups:
      'People who share a group with you see your name, organization, e-mail address and picture, and whether you are online, unless you hide that. In each group they also see your role, and since when, how and until when you are a member. They see nothing else of your profile.',
    byColleagues:
      'Your colleagues see your name, organization, e-mail address and picture. They see nothing else of your profile.',
  },
  fr: {
    inGroups:
      'Les personnes qui partagent un groupe avec vous voient votre nom, votre organisation, votre adresse e-mail et votre photo, et si vous êtes en ligne, sauf si vous le masquez. Dans chaque groupe, elles voient aussi votre rôle, et depuis quand, comment et jusqu’à quand vous en êtes membre. Elles ne voient rien d’autre de votre profil.',
    byColleagues:
      'Vos collègues voient votre nom, votre organisation, votre adresse e-mail et votre photo. Ils ne voient rien d’autre de votre profil.',
  },
})
