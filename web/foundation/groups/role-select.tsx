import { useWords } from '../../kernel/words.ts'
import { SelectField } from '../../ui/field.tsx'
import type { GivenRole } from './bring.ts'
import { words } from './words.ts'

type RoleSelectProps = { value: GivenRole; onChange: (role: GivenRole) => void }

export function RoleSelect({ value, onChange }: RoleSelectProps) {
  const w = useWords(words).people
  return (
    <SelectField
      name="role"
      label={w.role}
      help={w.roleSays[value]}
      value={value}
      onChange={(role) => onChange(role as GivenRole)}
      options={(['member', 'moderator', 'co-administrator'] as const).map((role) => ({
        value: role,
        label: w.roles[role],
      }))}
    />
  )
}
