import { useState } from 'react'
import { send } from '../../kernel/api.ts'
import { dayAfter } from '../../../server/kernel/day-and-time.ts'
import { dayIn, endOfDayIn, startOfDayIn } from '../../kernel/days.ts'
import { useReader } from '../../kernel/language.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DateField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { words as uiWords } from '../../ui/words.ts'
import type { Group } from '../groups/group.ts'
import { personPick, PersonPicker, type PersonPick } from '../people/person-picker.tsx'
import { useFindMember } from './candidates.tsx'
import type { Member } from './member.ts'
import { words } from './over-time-words.ts'

type DatesDialogProps = { group: Group; member: Member; onClose: () => void }

/** M9: start and end of a membership or role, and the sponsor of a guest. */
export function DatesDialog({ group, member, onClose }: DatesDialogProps) {
  const w = useWords(words).dates
  const roles = useWords(uiWords).roles
  const { card, sponsor } = member
  const role = member.nextRole ?? member.role
  const { timeZone } = useReader()
  const find = useFindMember(group, (one) => (one.card.guest ? w.guest : undefined))
  const [vouching, setVouching] = useState<PersonPick | undefined>(
    sponsor ? personPick(sponsor) : undefined,
  )
  const [today] = useState(() => dayIn(Date.now(), timeZone))
  const tomorrow = dayAfter(today)
  const first = {
    starts: dayIn(member.starts, timeZone),
    roleStarts: dayIn(member.roleStarts, timeZone),
    until: dayIn(member.until, timeZone),
    roleUntil: dayIn(member.roleUntil, timeZone),
  }
  const form = useForm({
    first,
    check: () => ({ ...(sponsor && !vouching && { sponsor: w.sponsorMissing }) }),
    send: async ({ starts, until, roleStarts, roleUntil }) => {
      const path = { group: group.id, person: card.id }
      const body = {
        ...(starts !== first.starts && { starts: startOfDayIn(starts, timeZone) }),
        ...(roleStarts !== first.roleStarts && {
          roleStarts: startOfDayIn(roleStarts, timeZone),
        }),
        ...(until !== first.until && { until: endOfDayIn(until, timeZone) }),
        ...(roleUntil !== first.roleUntil && { roleUntil: endOfDayIn(roleUntil, timeZone) }),
        ...(vouching && vouching.id !== sponsor?.id && { sponsor: vouching.id }),
      }
      await send('patch', '/api/groups/{group}/members/{person}', { path, body })
      await queries.invalidateQueries({ queryKey: [group.id] })
    },
    done: () => {
      tell(w.saved, { tone: 'success' })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.title(fullName(card))}>
      <Form form={form} verb={w.verb}>
        {member.starts && (
          <DateField
            {...form.text('starts')}
            label={w.starts}
            help={w.startsHelp}
            min={tomorrow}
            optional
          />
        )}
        <DateField
          {...form.text('until')}
          label={w.until}
          help={sponsor ? w.untilHelpGuest : w.untilHelp}
          min={today}
          optional={!sponsor}
        />
        {role !== 'member' && (
          <>
            <DateField
              {...form.text('roleStarts')}
              label={w.roleStarts(roles[role])}
              help={w.roleStartsHelp}
              min={tomorrow}
              optional
            />
            <DateField
              {...form.text('roleUntil')}
              label={w.roleUntil(roles[role])}
              help={w.roleUntilHelp}
              min={today}
              optional
            />
          </>
        )}
        {sponsor && (
          <PersonPicker
            name="sponsor"
            label={w.sponsor}
            help={w.sponsorHelp}
            value={vouching}
            onChange={setVouching}
            find={find}
            error={form.errors['sponsor']}
          />
        )}
      </Form>
    </Dialog>
  )
}
