import { organization } from '../../access/needs.ts'
import { door } from '../../kernel/door.ts'
import { groupAnswer } from '../groups/answers.ts'
import { createGroup } from '../groups/groups.ts'
import { GroupShape, NewGroup } from '../groups/schema.ts'
import { admit } from './membership.ts'
import { groupCreated } from '../groups/events.ts'

/** Founds a group together with its administrator, so that it is never without one (M1, M10). */
export const founding = door({
  name: 'createGroup',
  line: groupCreated,
  method: 'POST',
  path: '/api/groups',
  summary: 'Creates a group; its creator becomes its administrator (G1).',
  needs: { organization: organization('createGroups') },
  body: NewGroup,
  answer: GroupShape,
  status: 201,
  run: async (ctx, given) => {
    const id = await createGroup(ctx, given.organization, given.body)
    const admission = { role: 'administrator', how: 'created', broughtBy: null } as const
    await admit(ctx, id, ctx.person.id, admission)
    return groupAnswer(ctx, id)
  },
})
