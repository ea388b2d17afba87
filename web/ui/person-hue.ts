import { firstLetter } from '../../server/kernel/plain-text.ts'

type Named = { id: string; firstName: string; lastName: string }

const hues = 12
const hueOfPerson = new Map<string, number>()
const takenBy = new Map<string, Set<number>>()

/**
 * The hue of a person, the same everywhere, also for their cursor. It follows from their id; where somebody with the same
 * initials was shown in it before, it is the next that none of these have.
 */
export function hueOf(person: Named): number {
  const known = hueOfPerson.get(person.id)
  if (known !== undefined) return known
  const letters = initials(person)
  const taken = takenBy.get(letters) ?? new Set()
  const own = ownHue(person.id)
  const hue = Array.from({ length: hues }, (_, step) => (own + step) % hues).find(
    (one) => !taken.has(one),
  )
  hueOfPerson.set(person.id, hue ?? own)
  takenBy.set(letters, taken.add(hue ?? own))
  return hue ?? own
}

function ownHue(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return sum % hues
}

export function initials({ firstName, lastName }: Pick<Named, 'firstName' | 'lastName'>): string {
  return initial(firstName) + initial(lastName) || '?'
}

/** Keeps it one letter: the capital of ß would be two. */
export function initial(name: string): string {
  const letter = firstLetter(name)
  const capital = letter.toLocaleUpperCase()
  return firstLetter(capital) === capital ? capital : letter
}
