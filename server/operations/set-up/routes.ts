import { Type } from 'typebox'
import { cardOf, CardShape } from '../../foundation/people/cards.ts'
import { inTransaction, refuseWeakPassword } from '../../foundation/people/people.ts'
import { Language, Password, TimeZone, Token } from '../../foundation/people/schema.ts'
import { hashOf, startSession } from '../../foundation/people/sessions.ts'
import { openDoor, type Door } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import { Email, Name, Shape } from '../../kernel/shapes.ts'
import { setUp } from './set-up.ts'
import * as store from './store.ts'
import { organizationFounded } from '../../foundation/organizations/events.ts'

export const doors: Door[] = [
  openDoor({
    name: 'getSetUp',
    method: 'GET',
    path: '/api/set-up/:token',
    summary: 'Whether the one-time set-up link still works.',
    params: { token: Token() },
    answer: Type.Object({}),
    async run(ctx, { params }) {
      if (!(await store.aliveLink(ctx, hashOf(params['token']!)))) throw new NotFound()
      return {}
    },
  }),
  openDoor({
    name: 'setUp',
    line: organizationFounded,
    method: 'POST',
    path: '/api/set-up/:token',
    summary: 'Creates an organization and its admin, once, and signs them in.',
    params: { token: Token() },
    body: Shape({
      organization: Name(120),
      firstName: Name(80),
      lastName: Name(80),
      email: Email(),
      password: Password(),
      language: Language(),
      timeZone: TimeZone(),
    }),
    answer: Type.Object({ person: CardShape }),
    status: 201,
    writes: false,
    async run(ctx, { params, body, reply }) {
      if (!(await store.aliveLink(ctx, hashOf(params['token']!)))) throw new NotFound()
      refuseWeakPassword(body.password, body)
      return inTransaction(ctx, async (inside) => {
        const link = await store.useLink(inside, hashOf(params['token']!))
        if (!link) throw new NotFound()
        const which = link.anotherOrganization ? 'another' : 'first'
        const { organization, admin } = await setUp(inside, body, which)
        await startSession(inside, admin, reply)
        return { person: await cardOf(inside, admin, organization) }
      })
    },
  }),
]
