/** What people are told of the virus scan of a file. */
export const scanStates = ['waiting', 'clean', 'infected', 'not-scanned'] as const
/** Null for content that was stored while the instance had no scanner. */
export type ScanState = (typeof scanStates)[number] | null

/** The state as an SQL expression, of a row `b` of `blob`. */
export const scanColumn = `case b.scan when 'released' then 'clean' when 'too-large' then 'not-scanned' when 'failed' then 'not-scanned' else b.scan end`
