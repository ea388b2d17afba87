import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { addressOf, oneAddress } from '../../kernel/addresses.ts'
import { rowsOf, type Row } from '../../kernel/csv.ts'
import { folded, tidy } from '../../kernel/plain-text.ts'
import { emailKey } from '../people/people.ts'
import { givenOrgRoles, type GivenOrgRole } from '../people/person.ts'
import { inviteColleagues } from './colleagues.ts'
import { livingByKey } from './invitations.ts'
import type { ColleaguesAsCsv, CsvResult } from './schema.ts'
import * as store from './store.ts'
import { lineProblems, notACsv, tooManyLines, type LineProblem } from './words.ts'

const mostLines = 1000

type Column = 'email' | 'firstName' | 'lastName' | 'role' | 'plan' | 'groups'

/** Accepted column titles, without case and accents. The column of addresses is recognized by its content. */
const titles: readonly (readonly [Exclude<Column, 'email'>, readonly string[]])[] = [
  ['firstName', ['first name', 'firstname', 'given name', 'forename', 'prenom']],
  [
    'lastName',
    [...['last name', 'lastname', 'family name', 'surname', 'name'], ...['nom', 'nom de famille']],
  ],
  ['role', ['role', 'org role', 'orgrole']],
  ['plan', ['plan', 'forfait', 'abonnement']],
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

/** Reads people from a CSV file, checks each line, and unless `dryRun` invites those without a problem (O4). */
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
  const all = rowsOf(csv)
  if (!all) throw tooManyLines(mostLines)
  const [head, ...body] = all
  if (!head) throw notACsv()
  const hasTitles = !head.cells.some(oneAddress)
  const rows = hasTitles ? body : [head, ...body]
  if (rows.length > mostLines) throw tooManyLines(mostLines)
  const columns = hasTitles ? columnsOf(head) : new Map<Column, number>()
  columns.set('email', columnOfAddresses(rows, hasTitles ? head : undefined))
  return rows.map((row) => lineOf(row, columns))
}

/** The index of each column, by the titles in the first line. */
function columnsOf({ cells }: Row): Map<Column, number> {
  const keys = cells.map(folded)
  return new Map(
    titles.flatMap(([column, names]) => {
      const index = keys.findIndex((key) => names.includes(key))
      return index < 0 ? [] : [[column, index] as const]
    }),
  )
}

const aboutMail = /e-?mail|\bmail|courriel|messagerie|electroni/

/** The column with the most addresses, since every program names it differently; on a tie the one with a fitting title. */
function columnOfAddresses(rows: Row[], head: Row | undefined): number {
  const width = Math.max(...rows.map(({ cells }) => cells.length), head?.cells.length ?? 0)
  const ranked = Array.from({ length: Math.min(width, 200) }, (_, index) => ({
    index,
    addresses: rows.filter(({ cells }) => oneAddress(cells[index] ?? '')).length,
    named: aboutMail.test(folded(head?.cells[index] ?? '')) ? 1 : 0,
  })).toSorted((a, b) => b.addresses - a.addresses || b.named - a.named || a.index - b.index)
  const [best] = ranked
  if (!best || best.addresses + best.named === 0) throw notACsv()
  return best.index
}

function lineOf({ line, cells }: Row, columns: Map<Column, number>): Line {
  const cell = (column: Column) => tidy((cells[columns.get(column) ?? -1] ?? '').slice(0, 500))
  const role = folded(cell('role'))
  const orgRole = role === '' ? 'member' : roleWords[role]
  const optional = (['firstName', 'lastName', 'plan'] as const)
    .filter((column) => cell(column) !== '')
    .map((column) => [column, cell(column)])
  return {
    line,
    email: oneAddress(cell('email')) ?? cell('email'),
    ...Object.fromEntries(optional),
    orgRole: orgRole ?? 'member',
    groups: (cells[columns.get('groups') ?? -1] ?? '')
      .slice(0, 5000)
      .split(/[;|\n]/)
      .map(tidy)
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
      ['address', addressOf(line.email) === undefined],
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
