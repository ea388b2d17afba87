import type { House } from '../../kernel/context.ts'
import { unseal } from '../../kernel/sealed.ts'

/** What the seal of an archive belongs to: nothing else that this house sealed passes for one. */
export const sealFor = 'group-archive'

/** This house made the manifest with this hash, and so every entry that it names. */
export function isSealed(house: House, manifest: string, seal: string): boolean {
  return unseal(house, Buffer.from(seal, 'base64'), sealFor) === manifest
}
