/** The hues that tell spaces apart (UI.md); 0 is neutral, for what is private. */
export const hues = 12

/** A hue for a new group: the same name always suggests the same one. */
export function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return (sum % hues) + 1
}

/** How deep containers may lie in each other. */
export const deepest = 8
