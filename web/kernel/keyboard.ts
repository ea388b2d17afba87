/** Smaller differences are a browser's own bars, which move while one scrolls. */
const leastKeyboard = 120

/**
 * Browsers lay the keyboard of a phone over the page. While it is open, `html` has `data-keyboard`, and `--keyboard` is its
 * height (styles/base.css).
 */
export function followKeyboard(): void {
  const seen = window.visualViewport
  if (!seen) return
  const measure = () => {
    const zoomed = seen.scale > 1.01
    const hidden = zoomed ? 0 : Math.round(innerHeight - seen.height - seen.offsetTop)
    const isOpen = hidden >= leastKeyboard
    const { documentElement: root } = document
    root.toggleAttribute('data-keyboard', isOpen)
    root.style.setProperty('--keyboard', isOpen ? `${hidden}px` : '0px')
  }
  seen.addEventListener('resize', measure)
  seen.addEventListener('scroll', measure)
  measure()
}

/** How far from the edges of what one sees the caret stays, in pixels: nothing is written below a bar. */
export const clearOfBars = {
  left: 0,
  right: 0,
  get top() {
    return pixels('scroll-padding-top')
  },
  /** Of the part above the keyboard. */
  get bottom() {
    return pixels('scroll-padding-bottom') - pixels('--keyboard')
  },
}

function pixels(property: string): number {
  return (
    Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(property)) || 0
  )
}
