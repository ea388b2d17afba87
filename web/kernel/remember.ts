/** Remembers a choice in this browser; forgets it where the storage is full or not allowed. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // the choice holds until the page is loaded again
  }
}
