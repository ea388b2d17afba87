import type { MantineThemeOverride } from '@mantine/core'
import { overlaysPlace } from '../ui/places.ts'

/**
 * The component library is used without any of its looks: it brings behaviour (focus, keyboard,
 * placement), the kit in web/ui brings every class, and tokens.css every value.
 */
export const theme: MantineThemeOverride = {
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-code)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Portal: { defaultProps: { target: `#${overlaysPlace}` } } },
}
