import { newId, type OrganizationId, type SpaceId } from '../../server/kernel/ids.ts'
import { enter, foundGroup, giveRights, must, writeNote } from '../world/cast.ts'
import type { Instance } from '../world/instance.ts'
import { colleague, founded, guest, nobody, password, type Client } from '../world/people.ts'
import { Outside } from '../../server/kernel/outside.ts'
import { followAll } from '../../server/foundation/notices/following.ts'
import { browserOf, furnish, mark, type Things } from './furnished.ts'

/** Two organizations isolated from each other, and groups in the first that are isolated too. */
export interface Town {
  organization: OrganizationId
  /** Administers `ours` and `hers`. */
  ada: Client
  mina: Client
  /** A guest in `ours`. */
  gil: Client
  /** Was in `ours`. */
  farid: Client
  /** Administers `elsewhere`, in the same organization. */
  xavier: Client
  /** A guest in `elsewhere`. */
  gus: Client
  /** Asked to be let into `ours`. */
  yves: Client
  /** Admin of the organization. */
  oona: Client
  /** Admin of the other organization; administers `theirs`. */
  olaf: Client
  nobody: Client
  ours: Things
  hers: Things
  elsewhere: Things
  theirs: Things
}

export async function buildTown(instance: Instance): Promise<Town> {
  const { organization, admin: oona } = await founded(instance)
  const one = (name: string) => colleague(instance, organization, name, { password })
  const [ada, mina, farid] = [await one('Ada'), await one('Mina'), await one('Farid')]
  const [xavier, yves] = [await one('Xavier'), await one('Yves')]
  const gil = await guest(instance, 'Gil')
  const gus = await guest(instance, 'Gus')
  const join = (group: string, person: Client) => enter(instance, group as SpaceId, [person])
  const ours = await furnish('ours', {
    ...{ administrator: ada, member: mina, guest: gil, asker: yves, join },
  })
  await join(ours['group']!, farid)
  const principal = { kind: 'person', id: farid.id } as const
  await giveRights(ada, ours['space']!, ours['container']!, [
    [{ kind: 'group', id: ours['group']! }, 'reader'],
    [principal, 'contributor'],
  ])
  const left = await writeNote(farid, ours['space']!, ours['container']!, `${mark} left behind`)
  await must(ada.delete(`/api/groups/${ours['group']}/members/${farid.id}`), 204)
  const hers = await furnish('hers', {
    ...{
      administrator: ada,
      member: mina,
      guest: await guest(instance, 'Gerd'),
      asker: yves,
      join,
    },
  })
  const elsewhere = await furnish('elsewhere', {
    ...{ administrator: xavier, member: yves, guest: gus, asker: mina, join },
  })
  const own = await organizationThings(oona)
  const { olaf, theirs } = await acrossTheRiver(instance, join)
  return {
    ...{ ada, mina, gil, farid, xavier, gus, yves, oona, olaf, nobody: nobody(instance) },
    organization,
    ours: { ...ours, ...own, ...(await toldThings(instance, ada)), left },
    hers: { ...hers, ...own },
    elsewhere: { ...elsewhere, ...own },
    theirs: {
      ...theirs,
      ...(await organizationThings(olaf)),
      ...(await toldThings(instance, olaf)),
    },
  }
}

/** A person's notices, and a browser of theirs that receives pushes. */
async function toldThings(instance: Instance, who: Client): Promise<Things> {
  const { house } = instance.app
  await followAll(house)
  house.outside = new Outside({ reachableHosts: ['127.0.0.1'] })
  const notices = await must(who.get<Items>('/api/me/notices'))
  const browser = await must(
    who.post<{ id: string }>('/api/me/push-subscriptions', browserOf(who.email)),
    201,
  )
  return { notice: notices.items[0]!.id, subscription: browser.id }
}

interface Items {
  items: { id: string }[]
}

/** A plan, a mail, and the invitation of a colleague, as only an admin reaches them. */
async function organizationThings(admin: Client): Promise<Things> {
  const plan = {
    ...{ name: 'A plan of our own', maxGroups: 3, maxMembers: 30 },
    ...{ groupStorage: 1e9, privateStorage: 1e9, guestsAllowed: true },
  }
  const made = await must(admin.post<{ id: string }>('/api/organization/plans', plan), 201)
  const invitations = [{ email: `colleague.of.${admin.email}`, orgRole: 'member' }]
  const invited = await must(
    admin.post<Items>('/api/organization/invitations', { invitations, message: '' }),
  )
  const mails = await must(admin.get<Items>('/api/organization/outbox'))
  return { plan: made.id, colleagueInvitation: invited.items[0]!.id, mail: mails.items[0]!.id }
}

/** A second organization on the same instance, as an operator adds one. */
async function acrossTheRiver(
  instance: Instance,
  join: (group: string, person: Client) => Promise<void>,
): Promise<{ olaf: Client; theirs: Things }> {
  const organization = newId<OrganizationId>()
  const plan = newId()
  await instance.db.run({
    text: `with made as (insert into organization (id, name, name_key, created_at) values ($1, 'Rivage', 'rivage', now()) returning id)
      insert into plan (id, organization_id, name, max_members, group_storage, private_storage, created_at)
      select $2, id, 'Rivage', 100, 1e9, 1e9, now() from made`,
    values: [organization, plan],
  })
  await instance.db.run({
    text: 'update organization set default_plan_id = $2 where id = $1',
    values: [organization, plan],
  })
  const olaf = await colleague(instance, organization, 'Olaf', { orgRole: 'admin', password })
  const nils = await colleague(instance, organization, 'Nils')
  const nina = await colleague(instance, organization, 'Nina')
  const greta = await guest(instance, 'Greta')
  await foundGroup(olaf, 'Rivage')
  const theirs = await furnish('theirs', {
    ...{ administrator: olaf, member: nils, guest: greta, asker: nina, join },
  })
  return { olaf, theirs }
}
