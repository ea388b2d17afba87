import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { textOfFile } from '../../../server/kernel/file-text.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useGo, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Note } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import type { Picked } from '../groups/bring.ts'
import { PeopleField } from '../groups/people-field.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './admin-words.ts'
import styles from './organizations.module.css'

type OrgRole = 'member' | 'manager' | 'admin'
type Invited = Answer<'post', '/api/organization/invitations'>['items']
type Preview = Answer<'post', '/api/organization/invitations/csv'>

/** O4: invites one person, several, or a table of people, with their groups. */
export function AdminInvitePage() {
  const w = useWords(words).invite
  const [how, setHow] = useUrlState('how', 'few')
  return (
    <AdminPage title={w.title} lead={w.lead} onlyAdmins>
      <Tabs
        label={w.title}
        value={how === 'table' ? 'table' : 'few'}
        onChange={setHow}
        tabs={[
          { value: 'few', label: w.few },
          { value: 'table', label: w.table },
        ]}
      >
        <div className={styles.tab}>{how === 'table' ? <TableForm /> : <FewForm />}</div>
      </Tabs>
    </AdminPage>
  )
}

type GroupPick = { key: string; label: string }

type Values = {
  people: readonly Picked[]
  orgRole: OrgRole
  plan: string
  groups: readonly GroupPick[]
  message: string
}

const empty: Values = { people: [], orgRole: 'member', plan: '', groups: [], message: '' }

function FewForm() {
  const w = useWords(words)
  const [invited, setInvited] = useState<Invited>([])
  const plans = useQuery(load('/api/organization/plans')).data?.items ?? []
  const form = useForm<Values>({
    first: empty,
    draft: 'invite-colleagues',
    check: ({ people }) => ({ ...(people.length === 0 && { people: w.invite.addressesMissing }) }),
    send: async ({ people, orgRole, plan, groups, message }) => {
      const each = {
        orgRole,
        ...(plan && { plan }),
        groups: groups.map(({ key }) => ({ group: key })),
      }
      const invitations = people.map(({ email }) => ({ email, ...each }))
      const answer = await send('post', '/api/organization/invitations', {
        body: { invitations, message },
      })
      setInvited(answer.items)
    },
    done: () => {
      form.reset(empty)
      forgetPending()
    },
  })
  const { people, orgRole, groups } = form.values
  return (
    <>
      {invited.length > 0 && <Outcomes invited={invited} />}
      <Form
        form={form}
        verb={w.invite.verb(people.length)}
        cancel={<Button href={paths.adminPeople()}>{w.invite.back}</Button>}
      >
        <PeopleField
          addressesOnly
          label={w.invite.addresses}
          help={w.invite.addressesHelp}
          value={people}
          onChange={(next) => form.set({ people: next })}
          error={form.errors['people']}
        />
        <SelectField
          {...form.text('orgRole')}
          label={w.invite.role}
          help={w.rolesSay[orgRole]}
          options={(['member', 'manager', 'admin'] as const).map((value) => ({
            value,
            label: w.roles[value],
          }))}
        />
        <SelectField
          {...form.text('plan')}
          label={w.invite.plan}
          options={[
            { value: '', label: w.invite.defaultPlan },
            ...plans.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Picker<Pick>
          name="groups"
          label={w.invite.groups}
          help={w.invite.groupsHelp}
          placeholder={w.invite.findGroup}
          optional
          value={groups}
          onChange={(next) => form.set({ groups: next.map(({ key, label }) => ({ key, label })) })}
          find={findGroups}
        />
        <TextArea {...form.text('message')} label={w.invite.message} maxLength={2000} optional />
      </Form>
    </>
  )
}

async function findGroups(search: string): Promise<Pick[]> {
  const { items } = await queries.fetchQuery(
    load('/api/organization/groups', { query: { search, limit: 20 } }),
  )
  return items
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ id, name }) => ({ key: id, label: name }))
}

function Outcomes({ invited }: { invited: Invited }) {
  const w = useWords(words).invite
  return (
    <ul className={styles.outcomes} role="status">
      {invited.map(({ email, status }) => {
        const Icon = status === 'invited' ? CircleCheck : CircleAlert
        return (
          <li key={email}>
            <Icon
              size={18}
              aria-hidden
              className={status === 'invited' ? styles.good : styles.bad}
            />
            <span>
              <strong>{email}</strong> {w.outcomes[status]}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** A table is checked line by line before anybody is invited. */
function TableForm() {
  const w = useWords(words).invite
  const go = useGo()
  const [preview, setPreview] = useState<{ csv: string; found: Preview }>()
  const ask = (csv: string, message: string, dryRun: boolean) =>
    send('post', '/api/organization/invitations/csv', {
      body: { csv, dryRun, message },
    })
  const form = useForm({
    first: { csv: '', message: '' },
    check: ({ csv }) => ({ ...(!csv.trim() && { csv: w.csvMissing }) }),
    send: async ({ csv, message }) => {
      const good = preview?.csv === csv ? goodIn(preview.found) : 0
      if (good === 0) return setPreview({ csv, found: await ask(csv, message, true) })
      const { invited } = await ask(csv, message, false)
      forgetPending()
      tell(w.done(invited), { tone: 'success' })
      go(paths.adminPeople())
    },
  })
  const current = preview?.csv === form.values.csv ? preview.found : undefined
  const good = current ? goodIn(current) : 0
  return (
    <Form
      form={form}
      verb={good > 0 ? w.verb(good) : w.look}
      cancel={<Button href={paths.adminPeople()}>{w.back}</Button>}
    >
      <FileChoice onText={(csv) => form.set({ csv })} />
      <TextArea
        {...form.text('csv')}
        label={w.csv}
        help={w.csvHelp}
        placeholder={w.csvExample}
        rows={6}
        spellCheck={false}
      />
      <TextArea {...form.text('message')} label={w.message} maxLength={2000} optional />
      {current && <PreviewTable preview={current} />}
    </Form>
  )
}

function FileChoice({ onText }: { onText: (text: string) => void }) {
  const w = useWords(words).invite
  const take = ([file]: File[]) =>
    void file?.arrayBuffer().then((bytes) => onText(textOfFile(new Uint8Array(bytes))))
  return (
    <div>
      <FileButton small accept=".csv,.tsv,.txt,text/csv" onFiles={take}>
        {w.file}
      </FileButton>
    </div>
  )
}

function PreviewTable({ preview: { rows } }: { preview: Preview }) {
  const w = useWords(words)
  const format = useFormat()
  const i = w.invite
  const bad = rows.filter(({ problem }) => problem).length
  return (
    <div className={styles.preview} role="status">
      <h2>{i.preview}</h2>
      <Note tone={bad > 0 ? 'caution' : 'success'}>
        {bad === rows.length ? i.noneGood : `${i.good(rows.length - bad)}.`}{' '}
        {bad > 0 && bad < rows.length && i.bad(bad)}
      </Note>
      <Table
        label={i.preview}
        keyOf={({ line }) => String(line)}
        lines={rows}
        columns={[
          {
            key: 'email',
            label: i.address,
            cell: ({ email, line, firstName = '', lastName = '' }) => (
              <>
                {email}
                <div className="quiet small">
                  {[i.line(line), `${firstName} ${lastName}`.trim()].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          {
            key: 'what',
            label: i.what,
            cell: ({ problem }) => (
              <span className={problem ? styles.bad : styles.good}>{problem ?? i.willInvite}</span>
            ),
          },
          {
            key: 'role',
            label: i.roleShort,
            cell: ({ orgRole }) => w.roles[orgRole],
          },
          {
            key: 'groups',
            label: i.groupsShort,
            cell: ({ groups }) => format.list(groups),
          },
        ]}
      />
    </div>
  )
}

function goodIn({ rows }: Preview): number {
  return rows.filter(({ problem }) => !problem).length
}

function forgetPending(): void {
  void queries.invalidateQueries({ queryKey: load('/api/organization/invitations').queryKey })
}
