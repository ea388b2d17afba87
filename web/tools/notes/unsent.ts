// What was written and not yet stored by the server outlives the tab. It is kept like every draft, so that signing out
// leaves nothing of it on the machine.

const prefix = 'atelier.draft.note.'

export function keepUnsent(note: string, update: Uint8Array): void {
  try {
    localStorage.setItem(prefix + note, toText(update))
  } catch {
    // No room in this browser: the connection is the only way, and the page says that it is not saved.
  }
}

export function unsentOf(note: string): Uint8Array | undefined {
  const text = localStorage.getItem(prefix + note)
  if (!text) return undefined
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    forgetUnsent(note)
    return undefined
  }
}

export function forgetUnsent(note: string): void {
  localStorage.removeItem(prefix + note)
}

function toText(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
