import { authorizeGroup } from '../../access/groups.ts'
import { groupRow } from '../../foundation/groups/capacity.ts'
import type { GroupRow } from '../../foundation/groups/group.ts'
import { settingsIn } from '../../foundation/groups/groups.ts'
import { historyAsCsv, linesOfGroup } from '../../foundation/history/history.ts'
import {
  cardsOf,
  importedAuthors,
  type Card,
  type ImportedAuthor,
} from '../../foundation/people/cards.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { seal } from '../../kernel/sealed.ts'
import { format, names, type GroupFile, type Manifest, type PersonEntry } from './archive.ts'
import { csvOf } from './csv.ts'
import { presentItems, writeItems, type Progress, type Writing } from './exporting-items.ts'
import { UniqueNames } from '../../kernel/file-names.ts'
import { addPlaces, Places } from './places.ts'
import { sealFor } from './seal.ts'
import { shelf } from './shelf.ts'
import * as store from './store.ts'
import { readme } from './words.ts'
import { ZipWriter } from './zip-writer.ts'

/**
 * Writes a whole group into an archive, as far as the person may view it when each part is written (A11).
 * Returns the archive on the shelf.
 */
export async function writeArchive(
  ctx: Context,
  group: SpaceId,
  progress: Progress,
): Promise<Kept> {
  await authorizeGroup(ctx, 'export', group)
  const zip = new ZipWriter((content) => ctx.house.blobs.put(shelf, content))
  try {
    const writing = await begin(ctx, group, zip)
    await writeItems(writing, progress)
    await writeGroup(writing)
    return await zip.finish()
  } catch (error) {
    await zip.abandon()
    throw error
  }
}

async function begin(ctx: Context, group: SpaceId, zip: ZipWriter<Kept>): Promise<Writing> {
  const people = new Set<PersonId>()
  const places = new Places()
  await addPlaces(ctx, group, people, places)
  const items = await presentItems(ctx, group)
  return {
    ...{ ctx, group, zip, places, people, items, unseen: new Set() },
    numbers: new Map(items.map(({ id }, at) => [id, at + 1])),
    fileNames: new Map(),
    files: new Map(),
    texts: new UniqueNames(),
    counts: { items: 0, comments: 0 },
  }
}

/** Writes the data about the group itself, last, when everybody who is named anywhere is known. */
async function writeGroup(writing: Writing): Promise<void> {
  const { ctx, group, zip, places, people } = writing
  await authorizeGroup(ctx, 'export', group)
  const row = await groupRow(ctx, group)
  const members = await store.members(ctx, group)
  for (const { person } of members) people.add(person)
  const cards = await cardsOf(ctx, people, row.organizationId)
  const containers = [...places.values()].map(({ container }) => container)
  await zip.add(names.containers, json(containers))
  await zip.add(names.group, json(await groupFile(writing, row, members)))
  const credited = await importedAuthors(ctx, [...people])
  await zip.add(names.people, json(peopleFile(cards, credited)))
  await zip.add(names.members, membersCsv(members, cards))
  await writeHistory(writing)
  const day = ctx.now.toISOString().slice(0, 10)
  await zip.add(names.readme, readme(row.name, day, row.language))
  await writeManifest(writing, row, members.length, cards)
}

async function groupFile(
  { ctx, group, zip }: Writing,
  row: GroupRow,
  members: store.MemberRow[],
): Promise<GroupFile> {
  const { name, objective, language, activity, sector, startsOn, endsOn, template, hue } = row
  if (row.picture) await zip.add(names.picture, await pictureOf(row, ctx), { packed: true })
  return {
    ...{ name, objective, language, activity, sector, startsOn, endsOn, template, hue },
    settings: settingsIn(row),
    createdAt: row.createdAt,
    archivedAt: row.archivedAt,
    picture: row.picture && row.picture.slice(0, 64), // its hash
    members,
    nestedGroups: await store.nestedGroups(ctx, group),
  }
}

async function pictureOf({ id, picture }: GroupRow, { house }: Context) {
  return (await house.blobs.get(id, picture!)).open()
}

/** Names that an earlier import brought are exported without their mark, which belongs to this instance. */
function peopleFile(cards: Map<PersonId, Card>, credited: ImportedAuthor[]): PersonEntry[] {
  const came = credited.map(({ id, firstName, lastName, emailKey }): [PersonId, PersonEntry] => {
    return [id, { id, firstName, lastName, organization: '', email: emailKey ?? '' }]
  })
  const names = new Map(came)
  return [...cards.values()]
    .map(({ id, firstName, lastName, organization, email }) => {
      return names.get(id) ?? { id, firstName, lastName, organization, email }
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const columns = [
  'firstName',
  'lastName',
  'email',
  'organization',
  'role',
  'since',
  'from',
  'until',
  'guest',
]

function membersCsv(members: store.MemberRow[], cards: Map<PersonId, Card>): string {
  const rows = members.map(({ person, role, since, starts, until, guest }) => {
    const { firstName, lastName, email, organization } = cards.get(person)!
    const named = [firstName, lastName, email, organization]
    return [...named, role, since, starts ?? '', until ?? '', guest ? 'yes' : 'no']
  })
  return csvOf(columns, rows)
}

async function writeHistory({ ctx, group, zip }: Writing): Promise<void> {
  const history = await authorizeGroup(ctx, 'seeHistory', group)
  await zip.add(names.history, historyAsCsv(linesOfGroup(ctx, history)))
  await zip.add(names.historyLines, asLines(linesOfGroup(ctx, history)))
}

async function* asLines(parts: AsyncIterable<object[]>): AsyncGenerator<string> {
  for await (const part of parts) for (const line of part) yield `${JSON.stringify(line)}\n`
}

async function writeManifest(
  { ctx, group, zip, places, files, people, counts }: Writing,
  row: GroupRow,
  members: number,
  cards: Map<PersonId, Card>,
): Promise<void> {
  const { firstName = '', lastName = '' } =
    cards.get(ctx.person.id) ?? (await cardsOf(ctx, [ctx.person.id])).get(ctx.person.id) ?? {}
  const manifest: Manifest = {
    format,
    exportedAt: ctx.now.toISOString(),
    exportedBy: { id: ctx.person.id, name: `${firstName} ${lastName}`.trim() },
    group: { id: group, name: row.name },
    counts: {
      people: people.size,
      members,
      containers: places.size,
      ...counts,
      files: files.size,
      bytes: zip.entries.reduce((sum, { size }) => sum + size, 0),
    },
    entries: [...zip.entries],
  }
  const { sha256 } = await zip.add(names.manifest, json(manifest))
  await zip.add(names.seal, json({ seal: seal(ctx.house, sha256, sealFor).toString('base64') }))
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}
