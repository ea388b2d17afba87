import { useEffect } from 'react'

/** Sets the tab's title: the page, then where it is: “Members · Sales · Atelier”. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts, 'Atelier'].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
