/** The rights of SPEC A1, as words and as the bits that the rule book combines. */
export const rights = ['see-busy', 'view', 'add', 'edit', 'delete', 'manage'] as const
export type Right = (typeof rights)[number]

export const bit: Readonly<Record<Right, number>> = {
  'see-busy': 1,
  view: 2,
  add: 4,
  edit: 8,
  delete: 16,
  manage: 32,
}

/** Named levels, from least to most. Those that include `view` include `see busy`. */
export const levels = [
  'busy',
  'drop',
  'reader',
  'contributor',
  'editor',
  'curator',
  'full',
] as const
export type Level = (typeof levels)[number]

export const bitsOfLevel: Readonly<Record<Level, number>> = {
  busy: 1,
  drop: 4,
  reader: 3,
  contributor: 7,
  editor: 15,
  curator: 23,
  full: 63,
}

/** The level with exactly these bits (`view` implies `see-busy`), or null for another combination. */
export function levelOf(bits: number): Level | null {
  const whole = bits & bit.view ? bits | bit['see-busy'] : bits
  return levels.find((level) => bitsOfLevel[level] === whole) ?? null
}

export function allows(bits: number, right: Right): boolean {
  return (bits & bit[right]) !== 0
}

/** The asker's rights on a container, as booleans for answers. */
export function mayWithContainer(
  bits: number,
): Record<'view' | 'add' | 'edit' | 'delete' | 'manage', boolean> {
  return {
    view: allows(bits, 'view'),
    add: allows(bits, 'add'),
    edit: allows(bits, 'edit'),
    delete: allows(bits, 'delete'),
    manage: allows(bits, 'manage'),
  }
}
