/** The hues that distinguish spaces (UI.md); 0 is neutral, for private things. */
export const hues = 12

/** A hue for a new group; the same name always gets the same one. */
export function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return (sum % hues) + 1
}

/** How deep containers may be nested. */
export const deepest = 8
