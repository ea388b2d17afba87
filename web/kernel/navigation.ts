import { useLocation, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

/** A part of the address: `useParam('note')` on `/s/{space}/notes/{note}`. */
export function useParam(name: string): string {
  const value = usePossibleParam(name)
  if (value === undefined) throw new Error(`This page’s address has no ${name}`)
  return value
}

/** A part that only some addresses of the page have. */
export function usePossibleParam(name: string): string | undefined {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name]
}

/** Navigates to an address of paths.ts. */
export function useGo(): (href: string, how?: { replace?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (href, how) => {
      if (how?.replace) router.history.replace(href)
      else router.history.push(href)
    },
    [router],
  )
}

export function usePathname(): string {
  return useLocation({ select: ({ pathname }) => pathname })
}

/** The path of the page that is shown: the last one until the code of the next has arrived. */
export function useShownPathname(): string | undefined {
  return useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
}

/** Filters, sorting, the open panel: state that belongs in the address. Empty means the default. */
export function useUrlState(name: string, otherwise = ''): [string, (value: string) => void] {
  const router = useRouter()
  const search = useLocation({ select: ({ searchStr }) => searchStr })
  const value = useMemo(() => new URLSearchParams(search).get(name), [search, name])
  const write = useCallback(
    (next: string) => {
      const { pathname, search: now, hash } = window.location
      const params = new URLSearchParams(now)
      if (next === otherwise) params.delete(name)
      else params.set(name, next)
      router.history.replace(`${pathname}${params.size ? `?${params.toString()}` : ''}${hash}`)
    },
    [router, name, otherwise],
  )
  return [value ?? otherwise, write]
}
