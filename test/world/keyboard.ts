import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** Uses the page only by keyboard (Z2). */
export function keyboard(page: Page) {
  const press = (key: string) => page.keyboard.press(key)

  /** Presses Tab, or another key, until this has the focus, as a person would. */
  async function tabTo(target: Locator, key = 'Tab'): Promise<void> {
    await target.first().waitFor()
    for (let step = 0; step < 80; step++) {
      if ((await holdsFocus(target)) && (await staysThere(target))) return
      await press(key)
    }
    assert.fail(`${key} does not lead to ${String(target)}; the focus is on ${await focused(page)}`)
  }

  /** Waits for the focus, which some keys move only after the page has been drawn. */
  async function hasFocus(target: Locator, what: string): Promise<void> {
    for (let step = 0; step < 400; step++) {
      if (await holdsFocus(target)) return
      await page.waitForTimeout(50)
    }
    assert.fail(`${what}; now it is on ${await focused(page)}`)
  }

  return {
    press,
    type: (text: string) => page.keyboard.type(text),
    tabTo,
    tabBackTo: (target: Locator) => tabTo(target, 'Shift+Tab'),
    arrowTo: (target: Locator) => tabTo(target, 'ArrowDown'),
    hasFocus,
  }
}

/** A menu or dialog that has just opened moves the focus once more, after it is drawn. */
async function staysThere(target: Locator): Promise<boolean> {
  await target.page().evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  })
  return holdsFocus(target)
}

function holdsFocus(target: Locator): Promise<boolean> {
  return target.evaluateAll((all) =>
    all.some((one) => one === document.activeElement || one.contains(document.activeElement)),
  )
}

function focused(on: Page): Promise<string> {
  return on.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing')
}
