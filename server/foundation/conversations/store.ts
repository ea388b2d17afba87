import type { Context } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

/** The conversation of exactly these people, in the order of their ids. */
export async function conversationOf(
  ctx: Context,
  people: PersonId[],
): Promise<SpaceId | undefined> {
  const row = await ctx.db.row<{ id: SpaceId }>({
    name: 'conversation-of',
    text: 'select space_id as id from conversation where people = $1::uuid[]',
    values: [people],
  })
  return row?.id
}

/** Whether the people of a conversation may add to it: every two of them share a group. */
export async function mayAdd(ctx: Context, conversation: SpaceId): Promise<boolean> {
  const row = await ctx.db.row<{ may: boolean }>({
    name: 'may-add-to-conversation',
    text: 'select left_in_conversation($1) & 4 <> 0 as may',
    values: [conversation],
  })
  return row!.may
}

/** Makes the space; returns false when these people have a conversation by now. */
export async function insertConversation(
  ctx: Context,
  id: SpaceId,
  people: PersonId[],
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'insert-conversation',
    text: `with made as (
        insert into conversation (space_id, people, begun_by) values ($1, $2, $3) on conflict (people) do nothing returning space_id, people),
      space as (
        insert into space (id, kind, organization_id, created_at) select space_id, 'direct', $4, $5 from made),
      counter as (insert into space_counter (space_id) select space_id from made),
      persons as (
        insert into conversation_person (space_id, person_id) select space_id, unnest(people) from made)
      select space_id from made`,
    values: [id, people, ctx.person.id, ctx.person.organizationId, ctx.now],
  })
  return row !== undefined
}
