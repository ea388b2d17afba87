import type { ReactNode } from 'react'
import type { Answer } from '../../kernel/doors.ts'
import type { Item } from '../items/item.ts'

export type Version = Answer<'get', '/api/spaces/{space}/items/{item}/versions'>['items'][number]
type WholeVersion = Answer<'get', '/api/spaces/{space}/items/{item}/versions/{number}'>
export type VersionedItem = Pick<Item, 'space' | 'id' | 'may'>
export type ShowVersion = (version: WholeVersion) => ReactNode
