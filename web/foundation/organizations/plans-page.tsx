import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, SideBySide, useForm } from '../../ui/form.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import { Facts } from '../groups/facts.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './admin-words.ts'
import styles from './organizations.module.css'

type Plan = Answer<'get', '/api/organization/plans'>['items'][number]

const plansQuery = load('/api/organization/plans')
const gigabyte = 1000 ** 3

/** O6, O7: the limits of a person's plan. */
export function AdminPlansPage() {
  const w = useWords(words).plans
  const administers = useMe().organization?.may.administer === true
  const plans = useQuery(plansQuery)
  const [editing, setEditing] = useState<Plan | 'new'>()
  return (
    <AdminPage
      title={w.title}
      lead={w.lead}
      primary={
        administers && (
          <Button look="primary" icon={Plus} onClick={() => setEditing('new')}>
            {w.new}
          </Button>
        )
      }
    >
      {plans.isPending && <ListSkeleton rows={3} />}
      {plans.isError && <ErrorState error={plans.error} onRetry={() => void plans.refetch()} />}
      <div className={styles.plans}>
        {plans.data?.items.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            administers={administers}
            onEdit={() => setEditing(plan)}
          />
        ))}
      </div>
      {editing && (
        <PlanDialog
          plan={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </AdminPage>
  )
}

type PlanCardProps = { plan: Plan; administers: boolean; onEdit: () => void }

function PlanCard({ plan, administers, onEdit }: PlanCardProps) {
  const w = useWords(words).plans
  const format = useFormat()
  const { id, name, isDefault, people } = plan
  const remove = useAct(
    () => send('delete', '/api/organization/plans/{plan}', { path: { plan: id } }),
    { refresh: [plansQuery.queryKey], done: () => tell(w.deleted(name)) },
  )
  return (
    <section className={styles.plan} aria-label={name}>
      <div className={styles.planHead}>
        <h2>
          {name} {isDefault && <Badge tone="accent">{w.isDefault}</Badge>}
        </h2>
        {administers && (
          <Menu
            entries={[
              { label: w.change, icon: Pencil, run: onEdit },
              {
                label: w.delete,
                icon: Trash2,
                danger: true,
                reason: isDefault ? w.deleteDefault : people > 0 ? w.deleteUsed : undefined,
                run: () => remove.mutate(),
              },
            ]}
          />
        )}
      </div>
      <Facts
        facts={[
          [w.peopleTitle, w.people(people)],
          [w.groupsTitle, plan.maxGroups === null ? w.unlimited : format.number(plan.maxGroups)],
          [w.membersTitle, w.each(format.number(plan.maxMembers))],
          [w.storageTitle, w.each(format.size(plan.groupStorage))],
          [w.privateTitle, format.size(plan.privateStorage)],
          [w.guestsTitle, plan.guestsAllowed ? w.guestsYes : w.guestsNo],
        ]}
      />
    </section>
  )
}

function PlanDialog({ plan, onClose }: { plan: Plan | undefined; onClose: () => void }) {
  const w = useWords(words)
  const p = w.plans
  const form = useForm({
    first: {
      name: plan?.name ?? '',
      maxGroups: plan ? String(plan.maxGroups ?? '') : '50',
      maxMembers: String(plan?.maxMembers ?? 100),
      groupStorage: inGigabytes(plan?.groupStorage ?? 10 * gigabyte),
      privateStorage: inGigabytes(plan?.privateStorage ?? 10 * gigabyte),
      guestsAllowed: plan?.guestsAllowed ?? true,
    },
    check: (values) => ({
      ...(!values.name.trim() && { name: p.nameMissing }),
      ...(values.maxGroups.trim() && !isWhole(values.maxGroups) && { maxGroups: p.numberWrong }),
      ...(!isWhole(values.maxMembers) && { maxMembers: p.numberWrong }),
      ...(!isAmount(values.groupStorage) && { groupStorage: p.numberWrong }),
      ...(!isAmount(values.privateStorage) && { privateStorage: p.numberWrong }),
    }),
    send: (values) => {
      const body = {
        name: values.name.trim(),
        maxGroups: values.maxGroups.trim() ? Number(values.maxGroups) : null,
        maxMembers: Number(values.maxMembers),
        groupStorage: bytes(values.groupStorage, plan?.groupStorage),
        privateStorage: bytes(values.privateStorage, plan?.privateStorage),
        guestsAllowed: values.guestsAllowed,
      }
      return plan
        ? send('patch', '/api/organization/plans/{plan}', { path: { plan: plan.id }, body })
        : send('post', '/api/organization/plans', { body })
    },
    done: ({ name }) => {
      void queries.invalidateQueries({ queryKey: plansQuery.queryKey })
      tell(p.saved(name), { tone: 'success' })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={plan ? p.edit(plan.name) : p.new}>
      <Form form={form} verb={p.save} cancel={<Button onClick={onClose}>{w.cancel}</Button>}>
        <TextField {...form.text('name')} label={p.name} maxLength={60} />
        <SideBySide>
          <TextField
            {...form.text('maxGroups')}
            label={p.maxGroups}
            help={p.maxGroupsHelp}
            inputMode="numeric"
            optional
          />
          <TextField {...form.text('maxMembers')} label={p.maxMembers} inputMode="numeric" />
          <TextField {...form.text('groupStorage')} label={p.groupStorage} inputMode="decimal" />
          <TextField
            {...form.text('privateStorage')}
            label={p.privateStorage}
            inputMode="decimal"
          />
        </SideBySide>
        <Switch
          label={p.guestsAllowed}
          help={p.guestsHelp}
          checked={form.values.guestsAllowed}
          onChange={(guestsAllowed) => form.set({ guestsAllowed })}
        />
        {plan && <Note>{p.shrink}</Note>}
      </Form>
    </Dialog>
  )
}

function isWhole(text: string): boolean {
  return /^\d{1,6}$/.test(text.trim())
}

function isAmount(text: string): boolean {
  return /^\d{1,6}(\.\d{1,3})?$/.test(text.trim())
}

function inGigabytes(amount: number): string {
  return String(Math.round((amount / gigabyte) * 10) / 10)
}

/** Unchanged fields keep their exact value, although it is shown rounded. */
function bytes(typed: string, before: number | undefined): number {
  if (before !== undefined && inGigabytes(before) === typed.trim()) return before
  return Math.round(Number(typed) * gigabyte)
}
