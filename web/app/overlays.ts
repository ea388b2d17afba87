import { createStore } from '../kernel/store.ts'

export const overlay = createStore<'none' | 'palette' | 'keys' | 'spaces'>('none')

export const openPalette = (): void => overlay.write('palette')
export const openKeys = (): void => overlay.write('keys')
export const openSpaces = (): void => overlay.write('spaces')
export const closeOverlay = (): void => overlay.write('none')
