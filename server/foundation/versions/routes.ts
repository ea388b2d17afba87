import { item } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { ItemShape } from '../items/schema.ts'
import * as schema from './schema.ts'
import { reopenItem, validateItem } from './validation.ts'
import {
  difference,
  markVersion,
  nameVersion,
  restoreVersion,
  version,
  versions,
} from './versions.ts'

const itself = '/api/spaces/:space/items/:item'
const all = `${itself}/versions` as const
const one = `${all}/:number` as const
const params = { number: schema.VersionNumber }

const numberIn = ({ params: given }: { params: Record<string, string> }) => Number(given['number'])

export const doors: Door[] = [
  door({
    name: 'listVersions',
    method: 'GET',
    path: all,
    summary: 'The versions of an item, the newest first.',
    needs: { item: item('view') },
    query: schema.PagingQuery,
    answer: schema.VersionPage,
    run: (ctx, given) => versions(ctx, given.item, given.query),
  }),
  door({
    name: 'nameVersion',
    method: 'POST',
    path: all,
    summary: 'Keeps the present content of an item as a named version.',
    needs: { item: item('edit') },
    body: schema.Naming,
    answer: schema.VersionRow,
    status: 201,
    writes: false, // content is read and converted before its own transaction begins
    run: (ctx, given) => nameVersion(ctx, given.item, given.body.label),
  }),
  door({
    name: 'readVersion',
    method: 'GET',
    path: one,
    summary: 'One version of an item, with its content.',
    params,
    needs: { item: item('view') },
    answer: schema.VersionShape,
    run: (ctx, given) => version(ctx, given.item, numberIn(given)),
  }),
  door({
    name: 'markVersion',
    method: 'PATCH',
    path: one,
    summary: 'Names a version or keeps it for ever; a label of null removes the name.',
    params,
    needs: { item: item('edit') },
    body: schema.Marking,
    answer: schema.VersionRow,
    run: (ctx, given) => markVersion(ctx, given.item, numberIn(given), given.body),
  }),
  door({
    name: 'compareVersions',
    method: 'GET',
    path: `${one}/diff`,
    summary: 'The differences between a version and another one, or the present content.',
    params,
    needs: { item: item('view') },
    query: schema.DiffQuery,
    answer: schema.Diff,
    run: async (ctx, given) => ({
      parts: await difference(ctx, given.item, numberIn(given), given.query.against),
    }),
  }),
  door({
    name: 'restoreVersion',
    method: 'POST',
    path: `${one}/restoring`,
    summary: 'Restores a version as the present content of an item; all versions are kept.',
    params,
    needs: { item: item('edit') },
    answer: schema.Restored,
    writes: false, // content is read and converted before its own transaction begins
    run: (ctx, given) => restoreVersion(ctx, given.item, numberIn(given)),
  }),
  door({
    name: 'validateItem',
    method: 'PUT',
    path: `${itself}/validation`,
    summary:
      'Makes an item read-only for everybody: for its author and for people who may manage its container',
    needs: { item: item('view') },
    answer: ItemShape,
    writes: false, // edits of its texts are merged before its own transaction begins
    run: (ctx, given) => validateItem(ctx, given.item),
  }),
  door({
    name: 'reopenItem',
    method: 'POST',
    path: `${itself}/reopening`,
    summary: 'Opens a validated item for changes again; what was validated is kept as a version.',
    needs: { item: item('view') },
    body: schema.Reopening,
    answer: ItemShape,
    writes: false, // content is read and converted before its own transaction begins
    run: (ctx, given) => reopenItem(ctx, given.item, given.body.reason),
  }),
]
