import { createStore } from '../kernel/store.ts'

export const overlay = createStore<'none' | 'palette' | 'keys' | 'spaces' | 'tools'>('none')

let early = ''

export const openPalette = (): void => openWith('')
export const openCommands = (): void => openWith('> ')

/** Until the code of the palette is loaded, what is typed is collected here: it is meant for no shortcut of the page. */
function openWith(typed: string): void {
  if (overlay.read() === 'palette') return
  early = typed
  addEventListener('keydown', collect, { capture: true })
  overlay.write('palette')
}

/** What was typed before the palette appeared. From now on, its field takes the letters. */
export function typedEarly(): string {
  removeEventListener('keydown', collect, { capture: true })
  return early
}

export const openKeys = (): void => overlay.write('keys')
export const openArrange = (): void => overlay.write('tools')
export const openSpaces = (): void => overlay.write('spaces')

export function closeOverlay(): void {
  removeEventListener('keydown', collect, { capture: true })
  overlay.write('none')
}

function collect(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key.length === 1) early += event.key
  else if (event.key === 'Backspace') early = early.slice(0, -1)
  else if (event.key === 'Escape') closeOverlay()
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}
