/** The moment at which a day begins in a time zone; where the clock skips midnight, the first moment after it. */
export function startOfDay(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds)
}

/** The moment at which a day ends in a time zone. */
export function endOfDay(day: string, timeZone: string): Date {
  const next = Temporal.PlainDate.from(day).add({ days: 1 })
  return startOfDay(next.toString(), timeZone)
}
