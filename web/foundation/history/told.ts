import { useWords } from '../../kernel/words.ts'
import { words as uiWords } from '../../ui/words.ts'
import { type Act, nameIn, text } from './act.ts'
import { words as adminWords } from '../organizations/admin-words.ts'
import { useRights } from './rights.ts'
import { words } from './words.ts'

/** Whether the sentence has its own subject, and the sentence. */
export function useTold({ kind, detail, names, group }: Act): { own: boolean; text: string } {
  const w = useWords(words)
  const roles: Partial<Record<string, string>> = useWords(uiWords).roles
  const orgRoles: Partial<Record<string, string>> = useWords(adminWords).roles
  const say = text(detail)
  const rights = useRights({ detail, names, group })
  const acts = w.acts
  const secured: Partial<Record<string, string>> = w.secured
  const subject = (sentence: string) => ({ own: true, text: sentence })
  const verb = (sentence: string) => ({ own: false, text: sentence })
  switch (kind) {
    case 'group.created':
      return verb(acts['group.created'](say('name')))
    case 'group.renamed':
      return verb(acts['group.renamed'](say('from'), say('to')))
    case 'group.changed':
    case 'group.picture-changed':
    case 'group.archived':
    case 'group.unarchived':
    case 'group.deleted':
    case 'group.restored':
    case 'group.exported':
      return verb(acts[kind])
    case 'group.guests-ending':
      return verb(acts[kind][say('inside') === 'leave' ? 'leave' : 'readOnly'])
    case 'group.imported':
      return verb(acts['group.imported'](say('from')))
    case 'group.nested':
      return verb(acts['group.nested'](say('name'), Number(detail['people'])))
    case 'group.unnested':
    case 'group.put-into':
    case 'group.taken-out-of':
    case 'member.removed':
    case 'member.hand-over-offered':
    case 'member.hand-over-withdrawn':
    case 'member.seat-asked':
    case 'member.kept-out':
    case 'member.let-back':
    case 'request.approved':
    case 'request.declined':
      return verb(acts[kind](say('name')))
    case 'member.dates-changed':
    case 'member.renewed':
    case 'successor.named':
      return verb(acts[kind](say('name')))
    case 'successor.forgotten':
      return verb(acts[kind])
    case 'member.sponsor-changed':
      return verb(acts[kind](say('name'), nameIn(detail['sponsor'])))
    case 'member.left':
    case 'member.asked':
    case 'member.declined':
    case 'member.ending':
    case 'member.ended':
    case 'member.begun':
    case 'member.role-begun':
    case 'member.role-ended':
    case 'successor.asked':
    case 'successor.declined':
    case 'member.hand-over-declined':
    case 'member.hand-over-ended':
    case 'member.seat-answered':
    case 'request.withdrawn':
      return subject(acts[kind](say('name')))
    case 'request.made':
      return detail['by']
        ? verb(acts['request.made-for'](say('name')))
        : subject(acts['request.made'](say('name')))
    case 'member.joined':
      return joined(acts['member.joined'], detail)
    case 'member.all-removed':
      return verb(acts['member.all-removed'](Number(detail['people'])))
    case 'member.role-changed':
      return verb(acts['member.role-changed'](say('name'), roles[say('to')] ?? say('to')))
    case 'member.handed-over':
      return subject(acts['member.handed-over'](nameIn(detail['from']), nameIn(detail['to'])))
    case 'invitation.recognized':
      return verb(acts[kind]([detail['names']].flat().join(', ')))
    case 'invitation.declined':
      return subject(acts['invitation.declined'](say('email')))
    case 'invitation.sent':
    case 'invitation.resent':
    case 'invitation.withdrawn':
      return verb(acts[kind](say('email')))
    case 'group.purged':
      return subject(acts['group.purged'](say('name')))
    case 'group.viewed-as':
      return verb(acts['group.viewed-as'](seenAs(detail, roles, w)))
    case 'organization.founded':
      return verb(acts[kind](say('name')))
    case 'person.joined':
      return subject(acts[kind](say('name'), orgRoles[say('role')] ?? say('role')))
    case 'person.security-changed':
      return subject(acts[kind](say('name'), secured[say('what')] ?? say('what')))
    case 'organization.changed':
      return verb(acts[kind])
    case 'plan.added':
    case 'plan.changed':
    case 'plan.deleted':
    case 'person.deactivated':
    case 'person.reactivated':
    case 'person.deletion-asked':
    case 'person.deletion-taken-back':
      return verb(acts[kind](say('name')))
    case 'person.role-changed':
      return verb(acts[kind](say('name'), orgRoles[say('to')] ?? say('to')))
    case 'person.plan-changed':
      return verb(acts[kind](say('name'), say('to')))
    case 'person.email-changed':
      return verb(acts[kind](say('name'), say('from'), say('to')))
    case 'person.renamed':
      return verb(acts['person.renamed'](say('from'), say('to')))
    case 'person.second-factor-removed':
      return verb(acts[kind](names[say('person')] ?? w.someone))
    case 'container.access-changed':
      return verb(rights.onContainer())
    case 'item.access-changed':
      return verb(rights.onItem())
    default:
      return verb(w.unknown(kind.replace('.', ': ').replaceAll('-', ' ')))
  }
}

type Joined = (typeof words)['en']['acts']['member.joined']

function joined(w: Joined, detail: Act['detail']): { own: boolean; text: string } {
  const name = text(detail)('name')
  const how = text(detail)('how')
  if (how === 'created') return { own: false, text: w.created }
  if (how === 'added') return { own: false, text: w.added(name) }
  if (how === 'approved') return { own: false, text: w.approved(name) }
  if (how === 'invited') return { own: true, text: w.invited(name) }
  if (how === 'through-group')
    return { own: true, text: w['through-group'](name, nameIn(detail['via'])) }
  return { own: true, text: w.joined(name) }
}

type Said = (typeof words)['en']

function seenAs(detail: Act['detail'], roles: Partial<Record<string, string>>, w: Said): string {
  const name = text(detail)('name')
  if (name) return name
  const role = roles[text(detail)('role')] ?? text(detail)('role')
  return detail['guest'] === true ? w.guestOf(role) : role
}
