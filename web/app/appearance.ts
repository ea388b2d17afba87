import { remember } from '../kernel/remember.ts'
import { createStore } from '../kernel/store.ts'

export type Appearance = 'system' | 'light' | 'dark'

const key = 'atelier.appearance'

export const appearance = createStore<Appearance>(kept())

export function choose(which: Appearance): void {
  appearance.write(which)
  if (which === 'system') localStorage.removeItem(key)
  else remember(key, which)
  apply()
}

/** Every colour follows `color-scheme` through light-dark(). */
export function apply(): void {
  const which = appearance.read()
  document.documentElement.style.colorScheme = which === 'system' ? '' : which
}

function kept(): Appearance {
  const value = globalThis.localStorage?.getItem(key)
  return value === 'light' || value === 'dark' ? value : 'system'
}
