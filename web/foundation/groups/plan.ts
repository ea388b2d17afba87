import { load } from '../../kernel/api.ts'

export const planQuery = load('/api/me/plan')
