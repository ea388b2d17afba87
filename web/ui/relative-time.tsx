import { useEffect, useState } from 'react'
import { useFormat } from '../kernel/format.ts'

/** “3 hours ago”, exact on hover and for machines; updated while the page is open. */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormat()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.relative(at, now)}
    </time>
  )
}
