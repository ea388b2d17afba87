import { useMemo, useState } from 'react'
import type { Selection } from './list.tsx'

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set())
  return useMemo(
    () => ({
      ids,
      toggle: (id) =>
        setIds((now) =>
          now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
        ),
      clear: () => setIds(new Set()),
    }),
    [ids],
  )
}
