import { Archive, Pencil, Plus, Trash2, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { Problem } from '../kernel/problem.ts'
import { tell, tellUndo } from '../kernel/undo.tsx'
import { AudienceLine } from '../ui/audience-line.tsx'
import { Avatar, Faces, fullName } from '../ui/avatar.tsx'
import { Badge, GuestBadge, RoleBadge, UnreadCount } from '../ui/badges.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { CapacityBar } from '../ui/capacity-bar.tsx'
import { Check, Choice, Switch } from '../ui/choice.tsx'
import { ConfirmByTyping } from '../ui/confirm-by-typing.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { DateField, PasswordField, SelectField, TextArea, TextField } from '../ui/field.tsx'
import { FieldGroup, Form, SideBySide, useForm } from '../ui/form.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { BulkBar, List, Row } from '../ui/list.tsx'
import { Menu } from '../ui/menu.tsx'
import { Page, Section } from '../ui/page.tsx'
import type { Pick } from '../ui/picker.tsx'
import { Picker } from '../ui/picker.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { useSelection } from '../ui/selection.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { SpaceChip } from '../ui/space-chip.tsx'
import { EmptyState, ErrorState, Note, OfflineLine } from '../ui/states.tsx'
import type { Sort } from '../ui/table.tsx'
import { Table } from '../ui/table.tsx'
import { TabLinks, Tabs } from '../ui/tabs.tsx'
import { KitTypedFields } from './kit-typed-fields.tsx'

// The kit in every state, to look at and for axe; only in development and in the gallery.

const people = [
  { id: 'ada', firstName: 'Ada', lastName: 'Morel', role: 'administrator' as const },
  { id: 'cosmo', firstName: 'Cosmo', lastName: 'Bellini', role: 'co-administrator' as const },
  { id: 'mo', firstName: 'Mo', lastName: 'Traoré', role: 'moderator' as const },
  {
    id: 'gil',
    firstName: 'Gil',
    lastName: 'Okafor-Lindqvist de la Fontaine',
    role: 'member' as const,
  },
]
const picks: Pick[] = people.map((person) => ({
  key: person.id,
  label: fullName(person),
  second: 'Ateliers Morel',
  lead: <Avatar person={person} />,
}))
const audience = {
  people: 16,
  guests: 2,
  guestOrganizations: ['Acme'],
  everyone: true,
  faces: people,
}
const refused = new Problem({
  status: 500,
  code: 'failed',
  title: 'Something went wrong',
  reference: '01976d2e-5b8c-7c11',
})

export function KitPage() {
  const [panel, setPanel] = useState(false)
  return (
    <Page
      title="The kit"
      above={<a href="/">Home</a>}
      lead="Everything that pages are made of, in every state."
      audience={<AudienceLine audience={audience} onOpen={() => setPanel(true)} />}
      primary={
        <Button look="primary" icon={Plus}>
          New note
        </Button>
      }
      actions={<KitMenu />}
      toolbar={<KitToolbar />}
    >
      <TabLinks
        label="Parts"
        tabs={[
          { label: 'Overview', href: '/kit', current: true },
          { label: 'Members', href: '/kit#members', current: false, count: 14 },
        ]}
      />
      <Buttons />
      <Small />
      <Lists />
      <KitTable />
      <KitForm />
      <KitTypedFields />
      <States />
      <SidePanel opened={panel} onClose={() => setPanel(false)} title="Who can see this">
        <List label="People">
          {people.map((person) => (
            <Row
              key={person.id}
              lead={<Avatar person={person} />}
              title={fullName(person)}
              second="All members"
            />
          ))}
        </List>
      </SidePanel>
    </Page>
  )
}

function KitMenu() {
  return (
    <Menu
      entries={[
        { label: 'Rename', icon: Pencil, run: () => tell('Renamed.') },
        { label: 'Archive', icon: Archive, reason: 'Only its administrator may' },
        'divider',
        {
          label: 'Delete',
          icon: Trash2,
          danger: true,
          run: () => tellUndo('“Prices” is in the trash.', () => undefined),
        },
      ]}
    />
  )
}

function KitToolbar() {
  const [typed, setTyped] = useState('')
  return (
    <>
      <SearchField label="Find a note" value={typed} onChange={setTyped} />
      <Button>Newest first</Button>
      <Button look="quiet">Tags</Button>
    </>
  )
}

function Buttons() {
  const [dialog, setDialog] = useState<'none' | 'plain' | 'typing'>('none')
  const close = () => setDialog('none')
  return (
    <Section title="Buttons" help="One primary per page; the verb says what happens.">
      <div className="kit-row">
        <Button look="primary">Invite 3 people</Button>
        <Button onClick={() => setDialog('plain')}>Open a dialog</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger" onClick={() => setDialog('typing')}>
          Delete for good
        </Button>
        <Button look="dangerQuiet">Remove</Button>
        <Button look="primary" busy>
          Saving
        </Button>
        <Button reason="The group is full: 12 of 12 members">Add somebody</Button>
        <IconButton icon={Pencil} label="Rename" />
        <CopyButton text="x" label="Copy the link" />
        <KeyHint keys="mod+k" />
      </div>
      <Dialog
        opened={dialog === 'plain'}
        onClose={close}
        title="Who may edit this note?"
        foot={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" onClick={close}>
              Let 2 people edit
            </Button>
          </>
        }
      >
        <KitPicker />
      </Dialog>
      <ConfirmByTyping
        opened={dialog === 'typing'}
        onClose={close}
        title="Delete this group"
        name="Sales"
        verb="Delete Sales"
        onConfirm={close}
      >
        <p>
          All its notes go with it. An administrator of the organization can bring it back for 30
          days.
        </p>
      </ConfirmByTyping>
    </Section>
  )
}

function Small() {
  const [tab, setTab] = useState<'a' | 'b'>('a')
  return (
    <Section title="Small parts" count={12}>
      <div className="kit-row">
        <Faces people={people} />
        {people.map((person) => (
          <RoleBadge key={person.id} role={person.role} />
        ))}
        <GuestBadge organization="Acme" />
        <Badge tone="accent">Template</Badge>
        <Badge tone="danger">Over capacity</Badge>
        <Badge tone="success">Accepted</Badge>
        <UnreadCount count={3} />
        <UnreadCount count={120} />
        <RelativeTime at="2026-11-20T09:30:00Z" />
      </div>
      <div className="kit-row">
        {Array.from({ length: 12 }, (_, hue) => (
          <SpaceChip
            key={hue}
            space={{ id: `kit-${hue}`, name: `Group ${hue + 1}`, hue: hue + 1 }}
            href="/kit"
          />
        ))}
        <SpaceChip space={{ id: 'kit', name: 'Private', hue: null }} />
      </div>
      <div className="kit-row">
        <CapacityBar label="Members" used={8} allowed={12} />
        <CapacityBar label="Storage" used={4_700_000_000} allowed={5_000_000_000} unit="bytes" />
        <CapacityBar label="Groups" used={3} allowed={3} />
        <CapacityBar label="Guests" used={3} allowed={null} />
      </div>
      <Tabs
        label="Views"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'a', label: 'Comments', count: 4 },
          { value: 'b', label: 'History' },
        ]}
      >
        <p className="quiet">{tab === 'a' ? 'Four comments.' : 'Nothing yet.'}</p>
      </Tabs>
    </Section>
  )
}

function Lists() {
  const selection = useSelection()
  return (
    <Section title="List" count={4}>
      <BulkBar selection={selection}>
        <Button small icon={UserRoundPlus}>
          Change role
        </Button>
      </BulkBar>
      <List label="People">
        {people.map((person, place) => (
          <Row
            key={person.id}
            id={person.id}
            name={fullName(person)}
            lead={<Avatar person={person} size={32} presence={place === 0 ? 'online' : 'away'} />}
            title={fullName(person)}
            second="Ateliers Morel"
            href="/kit"
            unread={place === 1}
            selection={selection}
            meta={<RoleBadge role={person.role} />}
            actions={
              <Menu entries={[{ label: 'Change role' }, { label: 'Remove', danger: true }]} />
            }
          />
        ))}
      </List>
    </Section>
  )
}

function KitTable() {
  const [sort, setSort] = useState<Sort>({ key: 'name', down: false })
  return (
    <Section title="Table">
      <Table
        label="Groups"
        sort={sort}
        onSort={setSort}
        keyOf={({ id }) => id}
        lines={people}
        columns={[
          { key: 'name', label: 'Name', cell: fullName, by: fullName },
          {
            key: 'role',
            label: 'Role',
            cell: ({ role }) => <RoleBadge role={role} />,
            by: ({ role }) => role,
          },
          {
            key: 'size',
            label: 'Members',
            cell: ({ id }) => id.length,
            by: ({ id }) => id.length,
            end: true,
          },
        ]}
      />
    </Section>
  )
}

function KitPicker() {
  const [chosen, setChosen] = useState<readonly Pick[]>(picks.slice(0, 1))
  return (
    <Picker
      name="people"
      label="People"
      help="Type a name, or the address of somebody new."
      value={chosen}
      onChange={setChosen}
      find={async (typed) => picks.filter(({ label }) => isFound(typed, label))}
      fromTyped={(typed) =>
        /.+@.+\..+/.test(typed)
          ? { key: typed, label: typed, second: 'Invite by e-mail' }
          : undefined
      }
    />
  )
}

function KitForm() {
  const form = useForm({
    first: {
      name: '',
      text: '',
      password: '',
      when: '',
      language: 'en',
      joining: 'invitation',
      guests: true,
    },
    check: ({ name }) => ({ ...(!name && { name: 'Enter a name.' }) }),
    send: async () => {
      throw new Problem({
        status: 409,
        code: 'taken',
        title: 'Not possible now',
        detail: 'This name is taken.',
      })
    },
  })
  return (
    <Section title="Form">
      <Form form={form} verb="Create the group" cancel={<Button look="quiet">Cancel</Button>}>
        <TextField {...form.text('name')} label="Name" help="Unique in your organization." />
        <TextArea {...form.text('text')} label="Objective" optional />
        <FieldGroup title="Joining">
          <Choice
            label="Who may join?"
            name="joining"
            value={form.values.joining}
            onChange={(joining) => form.set({ joining })}
            options={[
              {
                value: 'open',
                label: 'Open',
                help: 'Anyone in the organization joins without asking.',
              },
              {
                value: 'request',
                label: 'On request',
                help: 'People ask; you approve or decline.',
              },
              {
                value: 'invitation',
                label: 'By invitation',
                help: 'Nobody finds it by themselves.',
              },
            ]}
          />
          <Switch
            label="Guests allowed"
            help="People from outside your organization may be invited."
            checked={form.values.guests}
            onChange={(guests) => form.set({ guests })}
          />
          <Check
            label="Tell everybody"
            checked={form.values.guests}
            onChange={(guests) => form.set({ guests })}
          />
        </FieldGroup>
        <SideBySide>
          <DateField {...form.text('when')} label="Begins on" optional />
          <SelectField
            {...form.text('language')}
            label="Language"
            options={[
              { value: 'en', label: 'English' },
              { value: 'fr', label: 'Français' },
            ]}
          />
        </SideBySide>
        <PasswordField {...form.text('password')} label="Password" autoComplete="off" />
        <KitPicker />
      </Form>
    </Section>
  )
}

function States() {
  return (
    <Section title="States">
      <EmptyState action={<Button look="primary">Write the first note</Button>}>
        Notes of this group go here. Everybody in it may read them; you and Cosmo may add some.
      </EmptyState>
      <ErrorState error={refused} onRetry={() => undefined} home="/" />
      <ErrorState error={new Problem({ status: 404, code: 'not-found', title: '' })} home="/" />
      <OfflineLine />
      <Note tone="caution" icon={UserRoundPlus}>
        2 guests from Acme will see this.
      </Note>
      <ListSkeleton rows={3} />
    </Section>
  )
}
