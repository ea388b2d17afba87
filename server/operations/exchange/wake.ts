import type { House } from '../../kernel/context.ts'

const awake = new WeakMap<House, () => void>()

/** There is something to do: look now, not at the next turn. */
export function wake(house: House): void {
  awake.get(house)?.()
}

export function onWake(house: House, act: () => void): void {
  awake.set(house, act)
}
