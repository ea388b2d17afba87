import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { rowsOf } from '../../kernel/csv.ts'
import { founded } from '../../../test/world/people.ts'

const instance = await startInstance()
const { admin: oona } = await founded(instance)

interface Read {
  rows: {
    line: number
    email: string
    firstName?: string
    lastName?: string
    groups: string[]
    code?: string
  }[]
}

async function read(csv: string): Promise<Read['rows']> {
  const { status, body } = await oona.post<Read>('/api/organization/invitations/csv', {
    csv,
    dryRun: true,
  })
  assert.equal(status, 200, JSON.stringify(body))
  return body.rows
}

test('O4 · the column of addresses is found, whatever name a program gives it', async () => {
  const titles = [
    ...[
      'Email',
      'E-mail',
      'Email Address',
      'E-mail Address',
      'E-mail 1 - Value',
      'Work e-mail',
      'Mail',
    ],
    ...[
      'Courriel',
      'Adresse de messagerie',
      'Adresse électronique',
      'Adresse mail',
      'ADRESSE E-MAIL',
    ],
    ...['UserPrincipalName', 'Adresse professionnelle', 'Contact'],
  ]
  for (const title of titles) {
    const [row] = await read(`First Name,Last Name,${title}\nAnn,Lee,ann@example.org\n`)
    assert.deepEqual(
      [row?.firstName, row?.lastName, row?.email, row?.code],
      ['Ann', 'Lee', 'ann@example.org', undefined],
      title,
    )
  }
})

test('O4 · among several columns about mail it is the one with the addresses', async () => {
  const [row] = await read(
    'E-mail Display Name;E-mail Type;E-mail Address;E-mail 2 Address\nAnn Lee;SMTP;ann@example.org;\nBob;SMTP;bob@example.org;b@example.org',
  )
  assert.equal(row?.email, 'ann@example.org')
})

test('O4 · separators and quotes of every program are read, and lines are counted as in the file', async () => {
  const tables = [
    'sep=;\r\nPrénom;Courriel\r\nAnn;ann@example.org\r\n',
    'Prénom|Courriel\nAnn|ann@example.org',
    'Prénom\tCourriel\nAnn\tann@example.org\n\n',
    '"Prénom", "Courriel"\n"Ann", "ann@example.org"',
    '\uFEFF"Prénom, second",Courriel,Prénom\nx,ann@example.org,Ann',
  ]
  for (const csv of tables) {
    const [row] = await read(csv)
    assert.deepEqual([row?.firstName, row?.email], ['Ann', 'ann@example.org'], csv)
  }
  assert.equal((await read('sep=,\nemail\nann@example.org'))[0]?.line, 3)
  assert.deepEqual(
    rowsOf('a;"b;""c"""\n"two\nlines";d')!.map(({ line, cells }) => [line, ...cells]),
    [
      [1, 'a', 'b;"c"'],
      [2, 'two\nlines', 'd'],
    ],
  )
})

test('O4 · names, groups and addresses are read as people write them', async () => {
  await groupOf(oona, { name: 'Qualité d’œuvre' })
  const rows = await read(
    "Courriel;Prénom;Nom;Groupes\nRené <rene.o’neil@café.example>;Re\u0301ne\u0301;Le\u200bfèvre;QUALITE D'OEUVRE",
  )
  assert.deepEqual(rows[0], {
    line: 2,
    email: "rene.o'neil@xn--caf-dma.example",
    firstName: 'Réné',
    lastName: 'Lefèvre',
    orgRole: 'member',
    groups: ["QUALITE D'OEUVRE"],
  })
})

test('O4 · a list of addresses alone needs no titles; a table without any address is refused with words', async () => {
  const rows = await read("d'artagnan@example.org\nann@example.org")
  assert.deepEqual(
    rows.map(({ email }) => email),
    ["d'artagnan@example.org", 'ann@example.org'],
  )
  const { status, body } = await oona.post<{ fields: { field: string }[] }>(
    '/api/organization/invitations/csv',
    { csv: 'a,b\nc,d', dryRun: true },
  )
  assert.equal(status, 400)
  assert.equal(body.fields[0]?.field, 'body.csv')
})

test('M4 · an address of an international domain is invited once, in the form in which mail is sent', async () => {
  const people = [{ email: 'marie@café.example' }, { email: 'Marie@XN--CAF-DMA.example' }]
  const group = await groupOf(oona, { name: 'International', settings: { guestsAllowed: true } })
  const { status, body } = await oona.post<{ items: { email: string; status: string }[] }>(
    `/api/groups/${group.id}/invitations`,
    { people },
  )
  assert.ok(status < 300, JSON.stringify(body))
  assert.deepEqual(
    body.items.map(({ email, status: outcome }) => [email, outcome]),
    [['marie@xn--caf-dma.example', 'invited']],
  )
  const again = await oona.post<{ items: { status: string }[] }>(
    `/api/groups/${group.id}/invitations`,
    { people: [{ email: 'MARIE@cafe\u0301.example' }] },
  )
  assert.notEqual(again.body.items[0]?.status, 'invited')
})
