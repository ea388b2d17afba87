import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Authorized, Container } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { container } from '../../access/needs.ts'
import type { Context } from '../../kernel/context.ts'
import { rowsOf, type Row } from '../../kernel/csv.ts'
import { door, type Door } from '../../kernel/door.ts'
import { Refusal } from '../../kernel/errors.ts'
import { onlyText } from '../../kernel/file-text.ts'
import type { ItemId } from '../../kernel/ids.ts'
import { cut } from '../../kernel/plain-text.ts'
import { inTheTurn, Unnamed } from '../files/files.ts'
import { guessedFields, readCell, type ImportField } from './fields.ts'
import { TableQuery, TableShape, type TableAnswer, type TableWish } from './schema.ts'
import { missing, noSuchField, noTable, stopped, tooLarge, unreadable } from './words.ts'

/** What a tool gives to import a table, each row of which becomes an item. */
export interface TableImport {
  fields: readonly ImportField[]
  /** Makes an item of a row, whose values are canonical; a field without a value is absent. */
  add(
    ctx: Context,
    to: Authorized<Container, 'add'>,
    values: Readonly<Record<string, string>>,
  ): Promise<ItemId>
}

const mostBytes = 2_000_000
const mostLines = 5000
const mostProblems = 100
/** Rows in one transaction: others take their turns in the space between them. */
const atOnce = 50

/** The door through which a tool imports tables into a container; its path names the space and the container. */
export function tableDoor(
  spec: { name: string; path: `/api/${string}`; summary: string },
  of: TableImport,
): Door {
  return door({
    ...spec,
    method: 'POST',
    needs: { container: container('add') },
    query: TableQuery,
    upload: { types: ['application/octet-stream', 'text/csv'], most: mostBytes },
    answer: TableShape,
    writes: false, // it is received before anything is locked
    run: (ctx, given) =>
      importTable(ctx, given.container, of, given.query, given.body as unknown as Readable),
  })
}

async function importTable(
  ctx: Context,
  to: Authorized<Container, 'add'>,
  of: TableImport,
  { columns, dryRun = false }: TableWish,
  upload: Readable,
): Promise<TableAnswer> {
  const { titles, rows, encoding } = tableIn(await buffer(upload))
  const filled = columns === undefined ? guessedFields(of.fields, titles) : named(of, columns)
  const read = rows.map((row) => readRow(ctx, of.fields, filled, row))
  const good = read.filter(({ problems }) => problems.length === 0)
  const { imported, stop } = dryRun ? { imported: [] } : await addAll(ctx, to, of, good)
  return {
    fields: of.fields.map(({ name, words, required = false }) => ({
      name,
      label: words[ctx.language],
      required,
    })),
    columns: titles.map((title, at) => ({
      title: cut(title, 200),
      first: rows.slice(0, 3).map(({ cells }) => cut(cells[at] ?? '', 80)),
      field: filled[at]?.name ?? null,
    })),
    ...{ encoding, rows: rows.length, fitting: good.length, imported },
    problems: [...(stop ? [stop] : []), ...read.flatMap(({ problems }) => problems)].slice(
      0,
      mostProblems,
    ),
  }
}

function tableIn(bytes: Buffer) {
  const file = onlyText(new Uint8Array(bytes))
  if (!file) throw noTable()
  const all = rowsOf(file.text)
  if (!all || all.length > mostLines + 1) throw tooLarge(mostLines)
  const [head, ...rows] = all
  if (!head || rows.length === 0) throw noTable()
  return { titles: head.cells, rows, encoding: file.encoding }
}

/** The fields that the asker chose for the columns; each at most once. */
function named({ fields }: TableImport, columns: string): (ImportField | undefined)[] {
  const names = columns.split(',')
  const given = names.filter(Boolean)
  const known = given.every((name) => fields.some((field) => field.name === name))
  if (!known || new Set(given).size < given.length) throw noSuchField()
  return names.map((name) => fields.find((field) => field.name === name))
}

interface ReadRow {
  line: number
  values: Record<string, string>
  problems: TableAnswer['problems']
}

function readRow(
  ctx: Context,
  fields: readonly ImportField[],
  filled: readonly (ImportField | undefined)[],
  { line, cells }: Row,
): ReadRow {
  const row: ReadRow = { line, values: {}, problems: [] }
  for (const field of fields) {
    const cell = cells[filled.indexOf(field)] ?? ''
    const value = cell === '' ? '' : readCell(ctx, field, cell)
    const why =
      value === undefined ? unreadable(field, cut(cell, 60)) : !value && field.required && missing
    if (why) row.problems.push({ line, field: field.name, detail: why[ctx.language] })
    else if (value) row.values[field.name] = value
  }
  return row
}

/** Some rows after the other. A refusal, such as of the storage, ends it; what was imported before stays. */
async function addAll(
  ctx: Context,
  { space, id }: Authorized<Container, 'add'>,
  { add }: TableImport,
  rows: readonly ReadRow[],
): Promise<{ imported: ItemId[]; stop?: TableAnswer['problems'][number] }> {
  const imported: ItemId[] = []
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce)
    try {
      const made = await inTheTurn(ctx, [space], new Unnamed(), async (inside) => {
        const to = await authorizeContainer(inside, 'add', space, id)
        const items: ItemId[] = []
        for (const { values } of some) items.push(await add(inside, to, values))
        return items
      })
      imported.push(...made)
    } catch (error) {
      if (!(error instanceof Refusal) || imported.length === 0) throw error
      const said = [stopped, error.sentence].map((each) => each?.[ctx.language])
      const detail = said.filter(Boolean).join(' ')
      return { imported, stop: { line: some[0]!.line, field: null, detail } }
    }
  }
  return { imported }
}
