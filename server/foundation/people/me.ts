import { organizationAsSeen } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import { keyFor } from '../../kernel/sealed.ts'
import type { Static } from '../../kernel/shapes.ts'
import { cardsOf, type Card } from './cards.ts'
import { personById } from './people.ts'
import { picturePath } from './person.ts'
import type { Acquaintance, Me } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import type { PersonId } from '../../kernel/ids.ts'

type Me = Static<typeof Me>

/** Everything that a page needs to know about its reader, in three statements. */
export async function me(ctx: Context): Promise<Me> {
  const [person, organization, spaces] = await Promise.all([
    personById(ctx, ctx.person.id),
    organizationAsSeen(ctx),
    store.mySpaces(ctx, ctx.person.id),
  ])
  return {
    person: {
      id: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      email: person.email,
      organization: organization?.name ?? person.company,
      company: person.company,
      picture: picturePath(person.id, person.picture),
      language: person.language,
      timeZone: person.timeZone,
      alwaysAskMe: person.alwaysAskMe,
      presenceHidden: person.presenceHidden,
      guest: !organization,
    },
    organization: organization
      ? {
          id: organization.id,
          name: organization.name,
          language: organization.language,
          role: person.orgRole ?? 'member',
          may: organization.may,
        }
      : null,
    toolOrder: person.toolOrder,
    tab: person.tab,
    demo: ctx.house.config.demo,
    draftKey: ctx.person.token
      ? null
      : keyFor(ctx.house, `drafts of ${person.id}`).toString('base64'),
    privateSpace: ctx.person.privateSpace,
    spaces: spaces.map((space) => shown(ctx, space)),
  }
}

function shown(ctx: Context, space: store.MySpaceRow): Me['spaces'][number] {
  const { name, picture, ...rest } = space
  return {
    ...rest,
    name: name ?? words.privateSpace[ctx.language],
    picture: picture && `/api/groups/${space.id}/picture/${picture}`,
  }
}

/** Returns somebody whom the asker may know, and what they have in common. */
export async function acquaintance(
  ctx: Context,
  id: PersonId,
): Promise<Static<typeof Acquaintance>> {
  const [cards, sharedGroups] = await Promise.all([
    cardsOf(ctx, [id], ctx.person.organizationId),
    store.sharedGroups(ctx, ctx.person.id, id),
  ])
  return { ...cards.get(id)!, sharedGroups }
}

/**
 * For the picker: people who share a group with the asker, and colleagues if the directory is open to the asker (X58, X59).
 * Where nobody is found, one wrong letter in each word is forgiven.
 */
export async function peopleIMayKnow(ctx: Context, search: string): Promise<Card[]> {
  const organization = await organizationAsSeen(ctx)
  const colleaguesOf = organization?.may.seeDirectory ? organization.id : null
  const found = (mistyped: boolean) =>
    store.knownPeople(ctx, ctx.person.id, colleaguesOf, search, 20, mistyped)
  const right = await found(false)
  const ids = right.length > 0 || search.trim() === '' ? right : await found(true)
  const cards = await cardsOf(
    ctx,
    ids.map(({ id }) => id),
    ctx.person.organizationId,
  )
  return [...cards.values()]
}
