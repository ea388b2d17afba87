const levelBits = {
  1: 'busy',
  3: 'reader',
  4: 'drop',
  7: 'contributor',
  15: 'editor',
  23: 'curator',
  63: 'full',
} as const

type Level = (typeof levelBits)[keyof typeof levelBits]

/** The name of rights that are stored as bits (server/access/rights.ts). */
export function levelOfBits(bits: number, names: Record<Level, string>): string {
  const level = levelBits[bits as keyof typeof levelBits]
  return level ? names[level] : `${bits}`
}
