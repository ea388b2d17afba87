import { Type } from 'typebox'
import * as needs from '../../server/access/needs.ts'
import {
  acceptOffer,
  caseLevels,
  declineOffer,
  leaveCase,
  makeCase,
  offerCase,
  shareCase,
  sharesOf,
  withdrawOffer,
  type Share,
} from '../../server/foundation/cases/cases.ts'
import {
  caseHandedOver,
  caseLeft,
  caseOffered,
  caseOfferEnded,
  caseShared,
} from '../../server/foundation/cases/events.ts'
import { door } from '../../server/kernel/door.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { Id, OneOf, Shape } from '../../server/kernel/shapes.ts'
import type { AccessCase } from '../../server/kernel/tool.ts'

const Shares = Shape({
  shares: Type.Array(
    Shape({
      principal: Shape({ kind: OneOf(['person', 'group']), id: Id('a person or a group') }),
      level: OneOf(caseLevels),
    }),
    { maxItems: 50 },
  ),
})

/** Cases have no doors until there are case files: the shelves let the tests make, share and hand over some. */
export const cases = [
  door({
    name: 'makeCase',
    method: 'POST',
    path: '/api/cases',
    summary: 'A new case of mine.',
    needs: {},
    answer: Type.Object({ id: Type.String() }),
    status: 201,
    run: async (ctx) => ({ id: await makeCase(ctx) }),
  }),
  door({
    name: 'listCaseShares',
    method: 'GET',
    path: '/api/cases/:case/shares',
    summary: 'With whom a case is shared.',
    needs: { file: needs.caseFile('share') },
    answer: Shares,
    run: async (ctx, { file }) => ({ shares: await sharesOf(ctx, file) }),
  }),
  door({
    name: 'shareCase',
    line: caseShared,
    method: 'PUT',
    path: '/api/cases/:case/shares',
    summary: 'Share a case with these people and groups, and with nobody else.',
    needs: { file: needs.caseFile('share') },
    otherIds: { 'body.shares[].principal.id': 'only those whom the asker may know of are taken' },
    body: Shares,
    run: (ctx, { file, body }) => shareCase(ctx, file, body.shares as Share[]),
  }),
  door({
    name: 'leaveCase',
    line: caseLeft,
    method: 'DELETE',
    path: '/api/cases/:case/shares/mine',
    summary: 'Leave a case that is shared with me.',
    needs: { file: needs.caseFile('leave') },
    run: (ctx, { file }) => leaveCase(ctx, file),
  }),
  door({
    name: 'offerCase',
    line: caseOffered,
    method: 'POST',
    path: '/api/cases/:case/offer',
    summary: 'Offer a case of mine to a colleague.',
    needs: { file: needs.caseFile('offer') },
    otherIds: { 'body.person': 'only somebody whom the asker may meet is taken' },
    body: Shape({ person: Id('a person') }),
    run: (ctx, { file, body }) => offerCase(ctx, file, body.person as PersonId),
  }),
  door({
    name: 'withdrawCaseOffer',
    line: caseOfferEnded,
    method: 'DELETE',
    path: '/api/cases/:case/offer',
    summary: 'Offer a case to nobody any more.',
    needs: { file: needs.caseFile('withdraw') },
    run: (ctx, { file }) => withdrawOffer(ctx, file),
  }),
  door({
    name: 'acceptCase',
    line: caseHandedOver,
    method: 'POST',
    path: '/api/cases/:case/offer/acceptance',
    summary: 'Take over a case that is offered to me.',
    needs: { file: needs.caseFile('answer') },
    run: (ctx, { file }) => acceptOffer(ctx, file),
  }),
  door({
    name: 'declineCase',
    line: caseOfferEnded,
    method: 'POST',
    path: '/api/cases/:case/offer/refusal',
    summary: 'Decline a case that is offered to me.',
    needs: { file: needs.caseFile('answer') },
    run: (ctx, { file }) => declineOffer(ctx, file),
  }),
]

/** Acts on a case, for the access matrix. */
export const caseAccessCases: AccessCase[] = (
  [
    ['see with whom it is shared', 'listCaseShares'],
    ['share it', 'shareCase', 'shares'],
    ['leave it', 'leaveCase'],
    ['offer it to a colleague', 'offerCase', 'person'],
    ['withdraw the offer', 'withdrawCaseOffer'],
    ['take it over', 'acceptCase'],
    ['decline it', 'declineCase'],
  ] as const
).map(([act, name, sent]) => ({
  act,
  door: name,
  request: ({ space, outsider }) => ({
    params: { case: space },
    ...(sent === 'shares' && {
      body: { shares: [{ principal: { kind: 'person', id: outsider }, level: 'reader' }] },
    }),
    ...(sent === 'person' && { body: { person: outsider } }),
  }),
}))
