import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe, useSpace } from '../../kernel/session.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import { RoleBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { RoleSelect } from '../groups/role-select.tsx'
import type { Group } from '../groups/group.ts'
import type { GivenRole, MemberPage } from './member.ts'
import { words as consentWords } from './consent-words.ts'
import { words } from './words.ts'

type Inner = MemberPage['groups'][number]
type Outer = MemberPage['outer'][number]

/** G9: groups whose members are members here. */
export function GroupsInside({ group, groups }: { group: Group; groups: readonly Inner[] }) {
  const w = useWords(words).members
  const c = useWords(consentWords)
  const [adding, setAdding] = useState(false)
  const nest = useNest(group)
  const unnest = useAct(
    (inner: Inner) =>
      send('delete', '/api/groups/{group}/nested-groups/{inner}', {
        path: { group: group.id, inner: inner.id },
      }),
    {
      refresh: [[group.id]],
      done: (_none, { id, name, role }) =>
        tellUndo(w.groupTaken(name), () => nest.mutate({ group: id, role })),
    },
  )
  if (groups.length === 0 && !group.may.nest) return null
  const add = group.may.nest && (
    <Button small icon={Plus} onClick={() => setAdding(true)}>
      {w.addGroup}
    </Button>
  )
  return (
    <Section title={w.groups} count={groups.length} help={w.groupsHelp} actions={add}>
      {groups.length > 0 && (
        <List label={w.groups}>
          {groups.map((inner) => (
            <Row
              key={inner.id}
              lead={<Mark id={inner.id} name={inner.name} />}
              title={inner.name}
              second={[w.count(inner.members), inner.asked > 0 && c.waiting(inner.asked)]
                .filter(Boolean)
                .join(' · ')}
              meta={<RoleBadge role={inner.role} />}
              actions={
                group.may.nest && (
                  <Button
                    small
                    look="quiet"
                    aria-label={`${w.takeOut}: ${inner.name}`}
                    onClick={() => unnest.mutate(inner)}
                  >
                    {w.takeOut}
                  </Button>
                )
              }
            />
          ))}
        </List>
      )}
      {adding && <NestDialog group={group} inside={groups} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function useNest(group: Group) {
  return useAct(
    (body: { group: string; role: GivenRole }) =>
      send('post', '/api/groups/{group}/nested-groups', { path: { group: group.id }, body }),
    { refresh: [[group.id]] },
  )
}

type NestDialogProps = { group: Group; inside: readonly Inner[]; onClose: () => void }

function NestDialog({ group, inside, onClose }: NestDialogProps) {
  const w = useWords(words).members
  const me = useMe()
  const mine = me.spaces.filter(
    ({ kind, role, id, archived }) =>
      kind === 'group' &&
      role === 'administrator' &&
      !archived &&
      id !== group.id &&
      !inside.some((one) => one.id === id),
  )
  const form = useForm<{ group: string; role: GivenRole }>({
    first: { group: mine[0]?.id ?? '', role: 'member' },
    send: (body) =>
      send('post', '/api/groups/{group}/nested-groups', { path: { group: group.id }, body }),
    done: () => {
      onClose()
      void queries.invalidateQueries({ queryKey: [group.id] })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.addGroupTitle}>
      {mine.length === 0 ? (
        <p>{w.addGroupNone}</p>
      ) : (
        <Form
          form={form}
          verb={w.addGroupVerb}
          cancel={<Button onClick={onClose}>{w.cancel}</Button>}
        >
          <SelectField
            {...form.text('group')}
            label={w.group}
            help={w.addGroupHelp}
            options={mine.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <RoleSelect value={form.values.role} onChange={(role) => form.set({ role })} />
        </Form>
      )}
    </Dialog>
  )
}

/** The groups around this one. */
export function OuterGroups({ group, outer }: { group: Group; outer: readonly Outer[] }) {
  const w = useWords(words).members
  const takeOut = useAct(
    ({ id }: Outer) =>
      send('delete', '/api/groups/{group}/outer-groups/{outer}', {
        path: { group: group.id, outer: id },
      }),
    { refresh: [[group.id]], done: (_none, { name }) => tell(w.takenOut(name)) },
  )
  if (outer.length === 0) return null
  return (
    <Section title={w.outer} count={outer.length} help={w.outerHelp}>
      <List label={w.outer}>
        {outer.map((one) => (
          <Row
            key={one.id}
            lead={<Mark id={one.id} name={one.name} />}
            title={one.name}
            meta={<RoleBadge role={one.role} />}
            actions={
              group.may.nest && (
                <Button
                  small
                  look="quiet"
                  aria-label={w.takeOutOf(one.name)}
                  onClick={() => takeOut.mutate(one)}
                >
                  {w.takeOut}
                </Button>
              )
            }
          />
        ))}
      </List>
    </Section>
  )
}

/** Its colour where I know it. */
function Mark({ id, name }: { id: string; name: string }) {
  return <SpaceMark space={useSpace(id) ?? { id, name, hue: null }} size={32} />
}
