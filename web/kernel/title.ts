import { useEffect } from 'react'

/** The tab says the page, then where it is: “Members · Sales · Atelier”. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts, 'Atelier'].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
