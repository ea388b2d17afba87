import type { MantineThemeOverride } from '@mantine/core'
import { HeadlessMantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { overlaysPlace } from './places.ts'

/**
 * The component library is used without its styles: it provides behaviour (focus, keyboard, placement), the kit every class,
 * and tokens.css every value. Only what opens uses it, so that no page waits for its code.
 */
const theme: MantineThemeOverride = {
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-code)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Portal: { defaultProps: { target: `#${overlaysPlace}` } } },
}

export function Headless({ children }: { children: ReactNode }) {
  return <HeadlessMantineProvider theme={theme}>{children}</HeadlessMantineProvider>
}
