import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser } from 'playwright-core'
import { chromiumPath } from './browser.ts'
import { cookieOf } from './furnished.ts'
import type { House } from './house.ts'
import { alternately, valueRow, type Row } from './measure.ts'
import { startServer } from './processes.ts'

/** A phone on the way: 1.6 Mbit/s, 150 ms there and back. */
const line = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}

/** A valley: 400 kbit/s, 300 ms. */
const slowLine = {
  offline: false,
  latency: 300,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
}

/** The first visit of Home in Chromium, nothing cached; a page of one sentence on the same line beside it. */
export async function webRows(large: House): Promise<Row[]> {
  const server = await startServer(large)
  const sentence = await pageOfOneSentence()
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  const kilobytes: number[] = []
  const home = async () => {
    const visited = await visit(browser, server.address, cookieOf(1))
    kilobytes.push(visited.scripts / 1000)
    return visited.painted / 1000
  }
  const plain = async () => (await visit(browser, sentence.address)).painted / 1000
  const words = async () =>
    (await visit(browser, server.address, cookieOf(1), slowLine)).firstWords / 1000
  try {
    const painted = await alternately(5, home, plain)
    return [
      valueRow(
        'compressed JavaScript of the first visit of Home',
        'KB',
        { value: Math.max(...kilobytes) },
        { atMost: 180 },
      ),
      valueRow(
        'largest paint of the first visit of Home at 1.6 Mbit/s and 150 ms (ceiling: one sentence)',
        's',
        painted,
        { atMost: 2 },
      ),
      valueRow(
        'first words of the first visit of Home at 400 kbit/s and 300 ms',
        's',
        { value: await words() },
        { atMost: 2.5 },
      ),
    ]
  } finally {
    await browser.close()
    sentence.stop()
    await server.stop()
  }
}

async function visit(browser: Browser, address: string, cookie?: string, on = line) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  if (cookie) {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: address }])
  }
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', on)
  const scripts = new Set<string>()
  let bytes = 0
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
  const firstWords = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
  )
  await context.close()
  return { scripts: bytes, painted, firstWords }
}

async function pageOfOneSentence(): Promise<{ address: string; stop(): void }> {
  const server = createServer((_request, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>One sentence</title><h1>Nothing is quicker than this.</h1>'),
  ).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => server.close(),
  }
}
