import type { House } from '../../kernel/context.ts'
import { unseal } from '../../kernel/sealed.ts'

/** The purpose of an archive's seal: nothing sealed for another purpose passes for one. */
export const sealFor = 'group-archive'

/** Whether this instance made the manifest with this hash, and so every entry that it names. */
export function isSealed(house: House, manifest: string, seal: string): boolean {
  return unseal(house, Buffer.from(seal, 'base64'), sealFor) === manifest
}
