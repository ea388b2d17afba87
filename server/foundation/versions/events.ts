import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** A version was made and named, or got another name or none. */
export const versionNamed = event('version.named', { detail: { number: Type.Integer() } })
/** A version is kept for ever, or no longer. */
export const versionKept = event('version.kept', {
  detail: { number: Type.Integer(), kept: Type.Boolean() },
})
