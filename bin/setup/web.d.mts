/** Builds the web UI if its sources have changed; returns the folder. */
export function ensureWeb(): Promise<string>

/** Builds the web UI with the tool that exists only in the tests; returns the folder. */
export function ensureWebWithShelves(): Promise<string>
