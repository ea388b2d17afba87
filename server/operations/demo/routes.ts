import { Type } from 'typebox'
import { cardOf, cardsOf, CardShape } from '../../foundation/people/cards.ts'
import { startSession } from '../../foundation/people/sessions.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { openDoor, type Door } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { Id, Shape } from '../../kernel/shapes.ts'
import { cast, type Member } from './company.ts'
import * as store from './store.ts'

const Role = Type.Object({ en: Type.String(), fr: Type.String() })

/** Only on a demonstration instance, and only for its invented company: nobody can sign in as a real person this way. */
export const doors: Door[] = [
  openDoor({
    name: 'getDemo',
    method: 'GET',
    path: '/api/demo',
    summary: 'The people one can sign in as on a demonstration server; not found on any other.',
    answer: Type.Object({
      people: Type.Array(Type.Object({ ...CardShape.properties, role: Role })),
    }),
    async run(ctx) {
      const present = await company(ctx)
      const cards = await cardsOf(ctx, present.keys())
      return {
        people: [...present].map(([id, { role }]) => ({ ...cards.get(id)!, role })),
      }
    },
  }),
  openDoor({
    name: 'enterDemo',
    inPerson: true,
    method: 'POST',
    path: '/api/demo/session',
    summary: 'Signs in as somebody of the demonstration company, without a password.',
    otherIds: {
      'body.person': 'only who is of the demonstration company, on a demonstration instance',
    },
    body: Shape({ person: Type.Unsafe<PersonId>(Id('a person of the company')) }),
    answer: Type.Object({ person: CardShape }),
    async run(ctx, { body, reply }) {
      const present = await company(ctx)
      if (!present.has(body.person)) throw new NotFound()
      await startSession(ctx, body.person, reply)
      return { person: await cardOf(ctx, body.person) }
    },
  }),
]

async function company(ctx: PublicContext): Promise<Map<PersonId, Member>> {
  if (!ctx.house.config.demo) throw new NotFound()
  const members = new Map(Object.values(cast).map((member) => [member.email, member]))
  const people = await store.present(ctx, [...members.keys()])
  if (people.length === 0) throw new NotFound()
  return new Map(people.map(({ id, email }) => [id, members.get(email)!]))
}
