import assert from 'node:assert/strict'
import { createECDH, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { doors } from '../../server/app/doors.ts'
import { Authenticator } from '../world/authenticator.ts'
import { foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { password, type Client } from '../world/people.ts'
import { makeHolder, makeItem, otherKinds } from './tool-places.ts'

/** One of everything that a door can take the id of, all in one group, by the last word of its place: `params.comment`. */
export type Things = Record<string, string>

/** Marks every name and text of a furnished group, so that any trace of it can be found. */
export const mark = 'Quillwort'

export const png = await sharp({
  create: { width: 8, height: 8, channels: 3, background: '#2a5' },
})
  .png()
  .toBuffer()

interface Made {
  id: string
}

/** The push subscription that a browser sends. */
export function browserOf(name: string) {
  const keys = createECDH('prime256v1')
  const p256dh = keys.generateKeys('base64url')
  const auth = Buffer.alloc(16, 1).toString('base64url')
  return { endpoint: `https://127.0.0.1/${name}`, keys: { p256dh, auth } }
}

interface Company {
  administrator: Client
  member: Client
  guest: Client
  /** Asks to join, and waits. */
  asker: Client
  join: (group: string, person: Client) => Promise<void>
}

/** A group with one of everything in it, made through the doors; private once it is furnished. */
export async function furnish(name: string, company: Company): Promise<Things> {
  const { administrator: by, member, guest, asker, join } = company
  const called = (what: string) => `${mark} ${name} ${what}`
  const open = { guestsAllowed: true, listed: 'organization', joining: 'request' }
  const group = await foundGroup(by, called('group'), open)
  const asked = await must(
    asker.post<Made>(`/api/groups/${group}/join-requests`, { message: called('request') }),
    201,
  )
  const hidden = { settings: { listed: 'no', joining: 'invitation' } }
  await must(by.patch(`/api/groups/${group}`, hidden))
  await join(group, member)
  await join(group, guest)
  const rooms = await furnishRooms(by, group, called)
  const space = `/api/spaces/${group}`
  const said = (body: string) =>
    must(by.post<Made>(`${space}/items/${rooms['item']}/comments`, { body: called(body) }), 201)
  const comment = await said('comment')
  const deleted = await said('deleted comment')
  await must(by.delete(`${space}/items/${rooms['item']}/comments/${deleted.id}`), 204)
  const address = `${mark}.${name}@example.org`.toLowerCase().replaceAll(/[^a-z.@]/g, '')
  const invited = await must(
    by.post<{ items: Made[] }>(`/api/groups/${group}/invitations`, {
      people: [{ email: address }],
    }),
  )
  const inner = await foundGroup(by, called('inner'), { guestsAllowed: true })
  const outer = await foundGroup(by, called('outer'), { guestsAllowed: true })
  await must(by.post(`/api/groups/${group}/nested-groups`, { group: inner, role: 'member' }), 204)
  await must(by.post(`/api/groups/${outer}/nested-groups`, { group, role: 'member' }), 204)
  const access = await must(
    by.get<{ grants: Made[] }>(`${space}/containers/${rooms['root']}/access`),
  )
  const reminder = await must(
    by.post<Made>(`${space}/items/${rooms['item']}/reminders`, {
      start: `${new Date().getUTCFullYear() + 1}-06-01T09:00`,
      zone: 'Europe/Paris',
    }),
    201,
  )
  const sessions = await must(guest.get<{ items: Made[] }>('/api/me/sessions'))
  const archive = await must(by.post<Made>(`/api/groups/${group}/exports`), 202)
  const brought = await must(
    by.post<Made>('/api/group-imports', png, { 'content-type': 'application/zip' }),
    202,
  )
  const vain = await askedInVain(member, group)
  const own = await askedInVain(by, group)
  return {
    ...rooms,
    group,
    space: group,
    thing: rooms['item']!,
    accessRequest: vain,
    myAccessRequest: own,
    export: archive.id,
    import: brought.id,
    inner,
    outer,
    free: await foundGroup(by, called('free'), { guestsAllowed: true }),
    grant: access.grants[0]!.id,
    comment: comment.id,
    ...(await furnishAttachments(by, `${space}/items/${rooms['item']}`, called)),
    reminder: reminder.id,
    deletedComment: deleted.id,
    invitation: invited.items[0]!.id,
    groupInvitation: invited.items[0]!.id,
    request: asked.id,
    person: guest.id,
    concerned: guest.id,
    sponsor: by.id,
    colleague: member.id,
    ...(await furnishCases(by, member, group)),
    session: sessions.items[0]!.id,
    ...(await furnishCredentials(by, called)),
    picture: await pictureOf(by, `/api/groups/${group}`),
    face: await pictureOf(guest, '/api/me'),
  }
}

/** A case that is shared with the group, and one that is offered to a colleague; the doors are those of the shelves. */
async function furnishCases(by: Client, colleague: Client, group: string): Promise<Things> {
  if (!doors.some(({ spec }) => spec.path === '/api/cases')) return {}
  const made = async () => (await must(by.post<Made>('/api/cases'), 201)).id
  const [shared, offered] = [await made(), await made()]
  const shares = [{ principal: { kind: 'group', id: group }, level: 'reader' }]
  await must(by.put(`/api/cases/${shared}/shares`, { shares }), 204)
  await must(by.post(`/api/cases/${offered}/offer`, { person: colleague.id }), 204)
  return { case: shared, offeredCase: offered }
}

async function furnishAttachments(
  by: Client,
  item: string,
  called: (what: string) => string,
): Promise<Things> {
  const attached = (what: string) =>
    must(by.post<Made>(`${item}/attachments?name=${called(what)}`, png, bytes), 201)
  const attachment = await attached('attachment')
  const removed = await attached('removed attachment')
  await must(by.delete(`${item}/attachments/${removed.id}`), 204)
  const sent = { name: called('upload'), size: 11 }
  const upload = await must(by.post<Made>(`${item}/uploads`, sent), 201)
  return { attachment: attachment.id, removedAttachment: removed.id, upload: upload.id }
}

const bytes = { 'content-type': 'application/octet-stream' }

/** Asks for access to something that does not exist; returns the newest of their requests (J8). */
export async function askedInVain(who: Client, space: string): Promise<string> {
  return askedFor(who, space, randomUUID())
}

export async function askedFor(who: Client, space: string, thing: string | null): Promise<string> {
  await must(who.post('/api/access-requests', { space, thing }), 204)
  const { items } = await must(who.get<{ items: Made[] }>('/api/me/access-requests'))
  return items[0]!.id
}

/** A passkey and an API token of the person who made the group, who has just confirmed their identity. */
async function furnishCredentials(by: Client, called: (what: string) => string): Promise<Things> {
  const mine = '/api/me/security'
  await must(by.post(`${mine}/confirmation`, { password }))
  const asked = await must(by.post<{ challenge: string }>(`${mine}/passkey-options`))
  const made = new Authenticator('http://localhost:80').make(asked)
  const passkey = await must(
    by.post<Made>(`${mine}/passkeys`, { name: called('passkey'), passkey: made }),
    201,
  )
  const token = { kind: 'api-token', name: called('token'), scope: 'read' }
  const accessToken = await must(by.post<Made>(`${mine}/access-tokens`, token), 201)
  return { passkey: passkey.id, accessToken: accessToken.id }
}

async function furnishRooms(
  by: Client,
  group: string,
  called: (what: string) => string,
): Promise<Things> {
  const space = `/api/spaces/${group}`
  const root = await rootOf(by, group)
  const container = await makeNotebook(by, group, root, called('notebook'))
  const folder = await makeNotebook(by, group, root, called('folder'), 'folder')
  const thrown = await makeNotebook(by, group, root, called('thrown notebook'))
  const item = await writeNote(by, group, container, called('note'), called('text'))
  const other = await writeNote(by, group, container, called('other note'))
  const template = await writeNote(by, group, container, called('template'))
  const thrownItem = await writeNote(by, group, container, called('thrown note'))
  await must(by.put(`${space}/notes/${template}/template`), 204)
  await must(by.delete(`${space}/items/${thrownItem}`), 204)
  await must(by.delete(`${space}/containers/${thrown}`), 204)
  await must(by.post(`${space}/items/${item}/links`, { toSpace: group, toItem: other }), 204)
  await must(by.put(`${space}/items/${item}/tags/${called('tag')}`), 204)
  const file = await by.post<{ sha256: string }>(`${space}/notes/${item}/files`, png, {
    'content-type': 'image/png',
  })
  assert.equal(file.status, 201)
  return {
    ...(await furnishOtherTools(by, group, container, called)),
    root,
    container,
    folder,
    thrown,
    item,
    other,
    template,
    thrownItem,
    sha: file.body.sha256,
  }
}

/** An item of each kind of the other tools, and its container; knock.ts uses them for the tools' own doors. */
async function furnishOtherTools(
  by: Client,
  space: string,
  like: string,
  called: (what: string) => string,
): Promise<Things> {
  const things: Things = {}
  for (const of of otherKinds) {
    const { container } = await makeHolder(of, by, space, { name: called(of.kind), like })
    things[`${of.kind}: container`] = container
    things[`${of.kind}: item`] = await makeItem(of, by, { space, container })
  }
  return things
}

async function pictureOf(by: Client, path: string): Promise<string> {
  const answer = await by.put<{ picture: string }>(`${path}/picture`, png, {
    'content-type': 'image/png',
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.picture.split('/').at(-1)!
}
