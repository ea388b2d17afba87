import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** A version was made and named, or got another name or none. */
export const versionNamed = event('version.named', { detail: { number: Type.Integer() } })
/** A version is kept for ever, or no longer. */
export const versionKept = event('version.kept', {
  detail: { number: Type.Integer(), kept: Type.Boolean() },
})
/** Nobody may edit it from now on. */
export const itemValidated = event('item.validated', { feed: true })
/** It may be edited again. `number` is the version that says what was validated. */
export const itemReopened = event('item.reopened', {
  detail: { number: Type.Integer(), reason: Type.String() },
  feed: true,
})
