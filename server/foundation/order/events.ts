import { event } from '../../kernel/event.ts'

/** The item was moved to another place in the order of its container. */
export const itemPlaced = event('item.placed')
