import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { viewersOfItem } from '../../access/viewers.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict } from '../../kernel/errors.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { weighBeside } from '../files/files.ts'
import { moveItem, refuseOtherPlace } from '../items/moving.ts'
import { visibleRefs } from '../items/refs.ts'
import type { ItemAnswer } from '../items/schema.ts'
import { kindOfSpace } from '../spaces/spaces.ts'
import { addVersion } from '../versions/keeping.ts'
import type { DraftAnswer } from './schema.ts'
import * as store from './store.ts'
import { said } from './words.ts'

/** Says where an item of the asker's private space is to be published. Nobody else may see it until then. */
export async function draftFor(
  ctx: Context,
  item: Authorized<Item, 'delete'>,
  to: Authorized<Container, 'add'>,
): Promise<void> {
  if (item.space !== ctx.person.privateSpace) throw new Conflict('not-mine', said.notMine)
  if ((await kindOfSpace(ctx, to.space)) !== 'group')
    throw new Conflict('not-a-group', said.notAGroup)
  refuseOtherPlace(ctx, item, to)
  const viewers = await viewersOfItem(ctx, item.space, item.id)
  if (viewers.some((person) => person !== ctx.person.id)) throw new Conflict('seen', said.seen)
  await store.insertDraft(ctx, keyOf(item), { space: to.space, container: to.id })
}

/** The item stays in the private space, meant for nobody else. */
export async function keepPrivate(ctx: Context, item: Authorized<Item, 'delete'>): Promise<void> {
  await store.deleteDraft(ctx, keyOf(item))
}

/** The asker's drafts, the last changed first. */
export async function myDrafts(ctx: Context): Promise<DraftAnswer[]> {
  const space = ctx.person.privateSpace
  const rows = await store.drafts(ctx, space)
  const found = rows.length > 0 ? await store.placesToAdd(ctx, ctx.person.id, rows) : []
  const places = new Map(found.map((place) => [place.container, placeOf(place)]))
  const refs = await visibleRefs(
    ctx,
    rows.map(({ id }) => ({ space, item: id })),
  )
  const to = new Map<string, DraftAnswer['to']>(
    rows.map(({ id, container }) => [id, places.get(container) ?? null]),
  )
  return refs.map((item) => ({ item, to: to.get(item.id) ?? null }))
}

function placeOf({ space, spaceName, hue, container, name }: store.NamedPlace): DraftAnswer['to'] {
  return { space: { id: space, name: spaceName, hue }, container: { id: container, name } }
}

/**
 * Moves a draft to its place, where it is a new item: with the time of now, news and notices, and without the versions of
 * the draft.
 */
export async function publish(
  ctx: Context,
  item: Authorized<Item, 'delete'>,
  { keepBoth }: { keepBoth?: boolean },
): Promise<ItemAnswer> {
  const isMine = item.space === ctx.person.privateSpace
  const place = isMine ? await store.placeOfDraft(ctx, keyOf(item)) : undefined
  if (!place) throw new Conflict('no-draft', said.noDraft)
  const to = await authorizeContainer(ctx, 'add', place.space, place.container)
  const present = await itemKind(ctx.house.tools, item)?.versions?.present(ctx, keyOf(item))
  return moveItem(ctx, item, to, {
    ...(keepBoth !== undefined && { keepBoth }),
    async also(inside, key, { title }) {
      await weighBeside(inside, key, -(await store.beginAgain(inside, key)))
      if (!present) return
      const { content, text } = present
      const authors = [ctx.person.id]
      await addVersion(inside, key, { content, text, title, authors, why: 'created' })
    },
  })
}

function keyOf({ space, id }: Item): ItemKey {
  return { space, item: id }
}
