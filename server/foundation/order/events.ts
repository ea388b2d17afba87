import { event } from '../../kernel/event.ts'

/** It has another place in the order of its container. */
export const itemPlaced = event('item.placed')
