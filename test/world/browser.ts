import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, afterEach } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Page,
} from 'playwright-core'
import { recordInteractions } from './interactions.ts'

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome']
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${switchedOff().join()}`,
]

/**
 * Chromium's work besides the pages. Each window draws its address bar in a process of its own, which takes as long as
 * a page; the rest is Playwright's own list, which this flag replaces.
 */
function switchedOff(): string[] {
  return [
    ...['WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxPopup'],
    ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
    ...['HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'PaintHolding'],
    ...['LensOverlay', 'MediaRouter', 'OptimizationHints', 'PreconnectToSearch'],
    ...['NetworkTimeServiceQuerying', 'ThirdPartyStoragePartitioning'],
  ]
}

let opened: Promise<Browser> | undefined

/** The windows that the running test has opened. */
const windows: BrowserContext[] = []

/** One real browser per test file, closed after its last test. */
export function browser(): Promise<Browser> {
  opened ??= launchBrowser()
  return opened
}

/** Launches another browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const found = places.find((place) => place && existsSync(place))
  assert.ok(found, 'The journeys need Chromium: install it, or set CHROMIUM to its path')
  return chromium.launch({ executablePath: found, args: flags })
}

// Registered while the file is read: inside a test they would end with that test. A page that stays open goes on listening,
// and would fetch again whatever the tests after it change.
afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()))
})
after(async () => (await opened)?.close())

type Visit = {
  address: string
  /** A Cookie header of a session: `name=value`. */
  cookie?: string
  options?: BrowserContextOptions
}

/** Somebody's own browser window, with its own cookies and storage, until the test ends. */
export async function visitor({ address, cookie, options }: Visit): Promise<Page> {
  const context = await (
    await browser()
  ).newContext({
    baseURL: address,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    ...options,
  })
  windows.push(context)
  context.setDefaultTimeout(30_000)
  if (cookie) await keepSession(context, address, cookie)
  return openTab(context)
}

/** Another tab of the same visitor. */
export async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  if (process.env['SLOW_LINE']) await slowDown(page)
  const interactions = process.env['INTERACTIONS']
  if (interactions) await recordInteractions(page, interactions)
  page.on('pageerror', (error) => broken.push(`${page.url()}: ${error.message}`))
  return page
}

async function keepSession(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? []
  await context.addCookies([{ name, value, url }])
}

/** As in a tunnel, in all tabs of this visitor: open connections break, and new ones fail. */
export async function cut(page: Page): Promise<void> {
  await setOffline(page.context(), true)
}

/** The line of all tabs of this visitor is back as it was. */
export async function mend(page: Page): Promise<void> {
  await setOffline(page.context(), false)
}

async function setOffline(context: BrowserContext, offline: boolean): Promise<void> {
  await context.setOffline(offline)
  await Promise.all(context.pages().map((page) => slowLine(slowed.get(page), offline)))
}

/** The sessions that slow a page down: Chromium follows them, not `setOffline`, on whether that page is offline. */
const slowed = new WeakMap<Page, CDPSession>()

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  slowed.set(page, session)
  await session.send('Network.enable')
  await slowLine(session, false)
}

/** A line of 1.6 Mbit/s with 150 ms of delay, as on a train: `npm test -- --slow-line test/journeys`. */
async function slowLine(session: CDPSession | undefined, offline: boolean): Promise<void> {
  const throughput = 1_600_000 / 8
  await session?.send('Network.emulateNetworkConditions', {
    ...{ offline, latency: 150 },
    ...{ downloadThroughput: throughput, uploadThroughput: throughput },
  })
}

/** Errors that no page caught; a journey ends with `nothingBroke()`. */
const broken: string[] = []

export function nothingBroke(): void {
  assert.deepEqual(broken, [])
}

/** WCAG 2.2 AA, as far as a program can check it (Z2). */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(standStill)
  // In one script where the page has no frames: otherwise axe opens another page to put the results of all frames together.
  const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1)
  const { violations, passes } = await axe.options({ resultTypes: ['violations'] }).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  )
  assert.deepEqual(found, [], what)
  assert.ok(passes.length > 10, `${what}: axe looked at nothing`)
}

/** Colours are judged once nothing moves any more: an element that fades in passes through every contrast. */
async function standStill(): Promise<void> {
  const moving = document.getAnimations().filter(({ playState, effect }) => {
    const ends = effect?.getComputedTiming().endTime
    return playState === 'running' && typeof ends === 'number' && Number.isFinite(ends)
  })
  await Promise.allSettled(moving.map(({ finished }) => finished))
}
