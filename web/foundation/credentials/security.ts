import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'

export const securityQuery = load('/api/me/security')

export type Security = Answer<'get', '/api/me/security'>
export type Passkey = Security['passkeys'][number]
export type AccessToken = Security['accessTokens'][number]

/** Runs the action once the person has confirmed their identity. */
export type Confirmed = (then: () => void) => void
