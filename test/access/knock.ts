import assert from 'node:assert/strict'
import type { Door } from '../../server/kernel/door.ts'
import type { AccessWorld } from '../../server/kernel/tool.ts'
import type { Answer, Client } from '../world/people.ts'
import { mark, png, type Things } from './furnished.ts'
import { idPlaces, requestFor, urlOf, type Request } from './requests.ts'
import { otherKinds, type OtherKind } from './tool-places.ts'

/** The thing that a place takes, where the place's own word does not name it. */
const thingOf: Record<string, string> = {
  note: 'item',
  items: 'item',
  files: 'file: item',
  toItem: 'other',
  toSpace: 'space',
  templateSpace: 'space',
  toContainer: 'container',
  parent: 'folder',
  defaultPlan: 'plan',
  principal: 'person',
  principals: 'person',
  people: 'person',
  mentions: 'person',
  keep: 'grant',
  actor: 'person',
}
const thingOfDoor: Record<string, Record<string, string>> = {
  restoreItem: { 'params.item': 'thrownItem' },
  restoreItems: { 'body.items[]': 'thrownItem' },
  restoreContainer: { 'params.container': 'thrown' },
  restoreAttachment: { 'params.attachment': 'removedAttachment' },
  restoreComment: { 'params.comment': 'deletedComment' },
  resendColleagueInvitation: { 'params.invitation': 'colleagueInvitation' },
  withdrawColleagueInvitation: { 'params.invitation': 'colleagueInvitation' },
  withdrawGroupInvitation: { 'params.invitation': 'groupInvitation' },
  nestGroup: { 'body.group': 'free' },
  getPersonPicture: { 'params.name': 'face' },
  getGroupPicture: { 'params.name': 'picture' },
  shareCase: { 'body.shares[].principal.id': 'colleague' },
  offerCase: { 'body.person': 'colleague' },
  withdrawCaseOffer: { 'params.case': 'offeredCase' },
  acceptCase: { 'params.case': 'offeredCase' },
  declineCase: { 'params.case': 'offeredCase' },
  readNoteFile: { 'params.sha': 'sha' },
  releaseFile: { 'params.sha': 'sha' },
  readFileRendition: { 'params.sha': 'sha' },
}

/** Values for other places that do not accept any word. */
const filled: Record<string, unknown> = {
  'params.token': 'x'.repeat(40),
  'params.number': '1',
  'query.against': '1',
  'query.q': mark.slice(0, 5),
  'body.level': 'reader',
  'body.grants[].level': 'reader',
  'body.timeZone': 'Europe/Paris',
  'body.ownList': true,
}

export function thingAt({ spec }: Door, place: string): string {
  const word = place.split(/[.[\]]+/).findLast((each) => each !== '' && each !== 'id')!
  const of = ofAnItem(word) ?? ofADoor(spec.name)
  if (of && word === 'container') return `${of.kind}: container`
  if (of && word === of.kind) return `${of.kind}: item`
  return thingOfDoor[spec.name]?.[place] ?? thingOf[word] ?? word
}

/** The kind of items that a parameter of a door is called by. */
function ofAnItem(word: string): OtherKind | undefined {
  return otherKinds.find(({ kind }) => kind === word)
}

/** The kind that a door of a tool is about: the one whose cases go through it, else the first of the tool. */
function ofADoor(name: string): OtherKind | undefined {
  const ofTool = otherKinds.filter(({ tool }) => tool.doors.some(({ spec }) => spec.name === name))
  return (
    ofTool.find(({ accessCases }) => accessCases.some(({ door }) => door === name)) ?? ofTool[0]
  )
}

/** The requests that the access cases of a tool send through a door of its own. */
function bodyOfCase({ spec }: Door): Record<string, unknown> {
  const found = otherKinds
    .flatMap(({ accessCases }) => accessCases)
    .find(({ door }) => door === spec.name)
  return (found?.request({} as AccessWorld).body ?? {}) as Record<string, unknown>
}

/** A request through a door with things of this group; `other` puts other ids into its places. */
export function knock(
  door: Door,
  things: Things,
  other: (place: string) => string | undefined = () => undefined,
): Request {
  const ids = idPlaces(door)
  const example = bodyOfCase(door)
  return requestFor(door, (place) => {
    if (ids.includes(place) && other(place)) return other(place)
    if (place in filled) return filled[place]
    const [, field] = place.split('body.')
    if (field && !ids.includes(place) && field in example) return example[field]
    if (!ids.includes(place) && !thingOfDoor[door.spec.name]?.[place]) return undefined
    const thing = thingAt(door, place)
    assert.ok(things[thing], `${door.spec.name} takes ${place}: let furnished.ts make a “${thing}”`)
    return things[thing]
  })
}

type Way = 'get' | 'post' | 'put' | 'patch' | 'delete'

export function send(who: Client, door: Door, request: Request): Promise<Answer<unknown>> {
  const type = door.spec.upload?.types[0]
  const way = door.spec.method.toLowerCase() as Way
  // A text, and a table of one row.
  const text = Buffer.from('Title\nAgree')
  const body = type === 'application/octet-stream' ? text : png
  return who[way](
    urlOf(door, request),
    type ? body : request.body,
    type ? { 'content-type': type } : undefined,
  )
}
