import assert from 'node:assert/strict'
import { must } from './cast.ts'
import type { Client } from './people.ts'

/** The path that the newest mail to this address links to, read in the administrator’s outbox (E3). */
export async function mailedLink(admin: Client, email: string, path: RegExp): Promise<string> {
  type Mail = { id: string; to: string }
  const { items } = await must(admin.get<{ items: Mail[] }>('/api/organization/outbox'))
  const mail = items.find(({ to }) => to === email)
  assert.ok(mail, `no mail to ${email}`)
  const { text } = await must(admin.get<{ text: string }>(`/api/organization/outbox/${mail.id}`))
  const links = text.match(/https?:\/\/\S+/g) ?? []
  const found = links.map((link) => new URL(link).pathname).find((each) => path.test(each))
  assert.ok(found, text)
  return found
}
