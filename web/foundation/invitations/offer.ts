import type { Answer } from '../../kernel/doors.ts'

export type Offer = Answer<'get', '/api/invitations/{token}'>
export type MyInvitation = Answer<'get', '/api/me/invitations'>['items'][number]
