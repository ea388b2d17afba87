/** Builds the web UI with the tool that exists only in the tests; returns the folder. */
export function ensureWebWithShelves(): Promise<string>
