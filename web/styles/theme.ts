import type { MantineThemeOverride } from '@mantine/core'
import { overlaysPlace } from '../ui/places.ts'

/**
 * The component library is used without its styles: it provides behaviour (focus, keyboard, placement), the kit in web/ui
 * every class, and tokens.css every value.
 */
export const theme: MantineThemeOverride = {
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-code)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Portal: { defaultProps: { target: `#${overlaysPlace}` } } },
}
