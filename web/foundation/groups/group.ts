import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'

export type Group = Answer<'get', '/api/groups/{group}'>
export type Settings = NonNullable<Group['settings']>
export type Template = Answer<'get', '/api/group-templates'>['items'][number]
export type TemplateKey = Template['key']
export type AccessLevel = Group['accessLevel']

export const groupQuery = (group: string) => load('/api/groups/{group}', { path: { group } })

/** The combination of listing and joining, with its visible name (G4). */
export function accessLevelOf({
  listed,
  joining,
}: Pick<Settings, 'listed' | 'joining'>): AccessLevel {
  if (listed === 'no') return 'private'
  return joining === 'open' ? 'open' : joining === 'request' ? 'restricted' : 'by-invitation'
}

/** A group that is not listed can be neither joined nor viewed from outside: the server enforces it, the form shows it (G3). */
export function consistent(settings: Settings): Settings {
  if (settings.listed !== 'no') return settings
  return { ...settings, joining: 'invitation', memberListPublished: false }
}

/** The changed settings; only these are sent. */
export function changedIn<Values extends object>(before: Values, after: Values): Partial<Values> {
  const names = Object.keys(after) as (keyof Values)[]
  const changed = names.filter((name) => !same(before[name], after[name]))
  return Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<Values>
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
