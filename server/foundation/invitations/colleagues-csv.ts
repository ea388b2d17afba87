import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { folded } from '../../kernel/plain-text.ts'
import { emailKey } from '../people/people.ts'
import { givenOrgRoles, type GivenOrgRole } from '../people/person.ts'
import { inviteColleagues } from './colleagues.ts'
import { rowsOf, type Row } from './csv.ts'
import { livingByKey } from './invitations.ts'
import type { ColleaguesAsCsv, CsvResult } from './schema.ts'
import * as store from './store.ts'
import { lineProblems, notACsv, tooManyLines, type LineProblem } from './words.ts'

const mostLines = 1000

type Column = 'email' | 'firstName' | 'lastName' | 'role' | 'plan' | 'groups'

/** How columns may be called, compared like names: without case and accents. */
const titles: readonly (readonly [Column, readonly string[]])[] = [
  ['email', ['email', 'e-mail', 'mail', 'courriel', 'adresse', 'adresse e-mail', 'address']],
  ['firstName', ['first name', 'firstname', 'given name', 'prenom']],
  ['lastName', ['last name', 'lastname', 'surname', 'name', 'nom', 'nom de famille']],
  ['role', ['role', 'org role', 'orgrole']],
  ['plan', ['plan', 'abonnement']],
  ['groups', ['groups', 'group', 'groupes', 'groupe', 'groupes de travail']],
]

const roleWords: Record<string, GivenOrgRole> = {
  ...Object.fromEntries(givenOrgRoles.map((role) => [role, role])),
  administrator: 'admin',
  administrateur: 'admin',
  administratrice: 'admin',
  gestionnaire: 'manager',
  membre: 'member',
}

interface Line {
  line: number
  email: string
  firstName?: string
  lastName?: string
  orgRole: GivenOrgRole
  plan?: string
  planId?: string
  groups: string[]
  groupIds: SpaceId[]
  problem?: LineProblem
}

/** Reads people from a CSV file and says of each line what would become of it; then, unless dry, invites those without a problem (O4). */
export async function inviteFromCsv(
  ctx: Context,
  organization: Authorized<Organization, 'administer'>,
  { csv, dryRun = false, message, language }: Static<typeof ColleaguesAsCsv>,
): Promise<Static<typeof CsvResult>> {
  const lines = await checked(ctx, organization, linesOf(csv))
  const good = lines.filter(({ problem }) => !problem)
  if (dryRun || good.length === 0)
    return { rows: lines.map((line) => shown(ctx, line)), invited: 0 }
  const items = await inviteColleagues(ctx, organization, {
    invitations: good.map(({ email, orgRole, planId, groupIds }) => ({
      email,
      orgRole,
      ...(planId && { plan: planId }),
      groups: groupIds.map((group) => ({ group })),
    })),
    ...(message !== undefined && { message }),
    ...(language && { language }),
  })
  const invited = items.filter(({ status }) => status === 'invited').length
  return { rows: lines.map((line) => shown(ctx, line)), invited }
}

function linesOf(csv: string): Line[] {
  const [head, ...body] = rowsOf(csv)
  if (!head) throw notACsv()
  const columns = columnsOf(head)
  const rows = columns ? body : [head, ...body]
  if (rows.length > mostLines) throw tooManyLines(mostLines)
  return rows.map((row) => lineOf(row, columns ?? onlyAddresses(head)))
}

/** Which column is where; undefined when the first line names none. */
function columnsOf({ cells }: Row): Map<Column, number> | undefined {
  const keys = cells.map(folded)
  const found = titles.flatMap(([column, names]) => {
    const index = keys.findIndex((key) => names.includes(key))
    return index < 0 ? [] : [[column, index] as const]
  })
  return found.some(([column]) => column === 'email') ? new Map(found) : undefined
}

/** A bare list of addresses needs no first line. */
function onlyAddresses({ cells }: Row): Map<Column, number> {
  const index = cells.findIndex(looksLikeAnAddress)
  if (index < 0) throw notACsv()
  return new Map([['email', index]])
}

function lineOf({ line, cells }: Row, columns: Map<Column, number>): Line {
  const cell = (column: Column) => (cells[columns.get(column) ?? -1] ?? '').slice(0, 500)
  const role = folded(cell('role'))
  const orgRole = role === '' ? 'member' : roleWords[role]
  const optional = (['firstName', 'lastName', 'plan'] as const)
    .filter((column) => cell(column) !== '')
    .map((column) => [column, cell(column)])
  return {
    line,
    email: cell('email'),
    ...Object.fromEntries(optional),
    orgRole: orgRole ?? 'member',
    groups: cell('groups')
      .split(/[;|\n]/)
      .map((name) => name.trim())
      .filter(Boolean),
    groupIds: [],
    ...(!orgRole && { problem: 'role' as const }),
  }
}

async function checked(
  ctx: Context,
  { id }: Authorized<Organization, 'administer'>,
  lines: Line[],
): Promise<Line[]> {
  const keys = lines.map(({ email }) => emailKey(email))
  const plans = new Map((await store.plansOf(ctx, id)).map((plan) => [folded(plan.name), plan.id]))
  const wanted = [...new Set(lines.flatMap(({ groups }) => groups.map(folded)))]
  const groups = new Map((await store.groupsNamed(ctx, id, wanted)).map((one) => [one.key, one.id]))
  const colleagues = new Set(
    (await store.known(ctx, keys, null)).flatMap((one) =>
      one.organizationId === id ? [one.emailKey] : [],
    ),
  )
  const waiting = await livingByKey(ctx, id, null, keys)
  return lines.map((line, index) => {
    const planId = line.plan === undefined ? undefined : plans.get(folded(line.plan))
    const groupIds = line.groups.flatMap((name) => groups.get(folded(name)) ?? [])
    const problems: [LineProblem, boolean][] = [
      ['address', !looksLikeAnAddress(line.email)],
      ['twice', keys.indexOf(keys[index]!) < index],
      ['person', colleagues.has(keys[index]!)],
      ['invited', waiting.has(keys[index]!)],
      ['plan', line.plan !== undefined && !planId],
      ['group', groupIds.length < line.groups.length],
    ]
    const problem = line.problem ?? problems.find(([, is]) => is)?.[0]
    return { ...line, ...(planId && { planId }), groupIds, ...(problem && { problem }) }
  })
}

function shown(ctx: Context, { problem, ...line }: Line) {
  const { line: number, email, firstName, lastName, orgRole, plan, groups } = line
  const row = { line: number, email, firstName, lastName, orgRole, plan, groups }
  return problem ? { ...row, code: problem, problem: lineProblems[problem][ctx.language] } : row
}

/** As strict as the doors that take an address. */
function looksLikeAnAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(
      text,
    )
  )
}
