import type { Language, Sentence } from '../../kernel/i18n.ts'
import { folded } from '../../kernel/plain-text.ts'

/** The company of ten that the demonstration shows (G12): a joinery on Lake Annecy, and two people from outside. */
export const companyName = 'Atelier du Pont'

export type Who =
  | 'helene'
  | 'sofia'
  | 'amina'
  | 'thomas'
  | 'julien'
  | 'marek'
  | 'camille'
  | 'rui'
  | 'anouk'
  | 'idris'
  | 'claire'
  | 'james'

export interface Member {
  firstName: string
  lastName: string
  email: string
  language: Language
  orgRole: 'admin' | 'manager' | 'member' | null
  /** The guest's own company; empty for employees. */
  company: string
  /** Their description on the sign-in page. */
  role: Sentence
}

const own = 'atelier-du-pont.example'

export const cast: Record<Who, Member> = {
  helene: internal('Hélène', 'Marchand', 'fr', 'admin', {
    en: 'Director; admin of the organization',
    fr: 'Directrice ; administre l’organisation',
  }),
  sofia: internal('Sofia', 'Lindqvist', 'en', 'manager', {
    en: 'Secretary; keeps the director’s appointments',
    fr: 'Secrétaire ; tient les rendez-vous de la directrice',
  }),
  amina: internal('Amina', 'Benali', 'fr', 'member', {
    en: 'Sales; administers Sales and the client’s group',
    fr: 'Ventes ; administre Ventes et le groupe du client',
  }),
  thomas: internal('Thomas', 'Keller', 'en', 'member', {
    en: 'Sales, clients abroad; co-administrator',
    fr: 'Ventes, clientèle étrangère ; co-administrateur',
  }),
  julien: internal('Julien', 'Moreau', 'fr', 'member', {
    en: 'Sales and fairs',
    fr: 'Ventes et salons',
  }),
  marek: internal('Marek', 'Nowak', 'fr', 'member', {
    en: 'Foreman; administers Production',
    fr: 'Chef d’atelier ; administre Production',
  }),
  camille: internal('Camille', 'Roux', 'fr', 'member', {
    en: 'Cabinetmaker; co-administrator of Production',
    fr: 'Ébéniste ; co-administre Production',
  }),
  rui: internal('Rui', 'Ferreira', 'fr', 'member', {
    en: 'Joiner, on site; has asked to join Safety',
    fr: 'Menuisier poseur ; demande à rejoindre Sécurité',
  }),
  anouk: internal('Anouk', 'de Vries', 'en', 'member', {
    en: 'Finishing and varnish',
    fr: 'Finitions et vernis',
  }),
  idris: internal('Idris', 'Diallo', 'fr', 'member', {
    en: 'Apprentice, second year',
    fr: 'Apprenti, deuxième année',
  }),
  claire: outside('Claire', 'Dubreuil', 'claire@hotel-du-lac.example', 'Hôtel du Lac', 'fr', {
    en: 'Client: a guest of one group',
    fr: 'Cliente : invitée d’un seul groupe',
  }),
  james: outside('James', 'Whitfield', 'james@whitfield-rowe.example', 'Whitfield & Rowe', 'en', {
    en: 'The client’s architect: a guest',
    fr: 'Architecte de la cliente : invité',
  }),
}

function internal(
  firstName: string,
  lastName: string,
  language: Language,
  orgRole: Member['orgRole'],
  role: Sentence,
): Member {
  const address = folded(`${firstName}.${lastName}`).replaceAll(' ', '-')
  const email = `${address}@${own}`
  return { firstName, lastName, email, language, orgRole, company: '', role }
}

function outside(
  firstName: string,
  lastName: string,
  email: string,
  company: string,
  language: Language,
  role: Sentence,
): Member {
  return { firstName, lastName, email, language, orgRole: null, company, role }
}
