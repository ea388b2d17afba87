import { chromium, type CDPSession, type Page } from 'playwright-core'
import { cookieOf } from './furnished.ts'
import { median, valueRow, type Row } from './measure.ts'
import { chromiumPath } from './browser.ts'
import { administrator, served } from './served.ts'

/** About 200 printed pages: 3,000 blocks of 40 words. */
const blocks = 3000
const sentence =
  'It was agreed that the bridge stays open to people on foot while its deck is renewed, and '
const keys = 120
const visits = 5

/** A very long note: opened, and written in at its end. */
export async function writingRows(say: (sentence: string) => void): Promise<Row[]> {
  return served('writing', say, async ({ port }) => {
    const address = `http://127.0.0.1:${port}`
    const note = await longNote(address)
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox'],
    })
    try {
      const [name = '', value = ''] = cookieOf(administrator).split('=')
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies([{ name, value, url: address }])
      const opened: number[] = []
      const typed: number[] = []
      for (let visit = 0; visit < visits; visit++) {
        const page = await context.newPage()
        opened.push(await openingOf(page, address + note))
        typed.push(await keyOf(page))
        await page.close()
      }
      return [
        valueRow(
          'a note of 200 pages opened, until it can be written in',
          's',
          { value: median(opened) / 1000 },
          { atMost: 1.5 },
        ),
        valueRow(
          'a key at the end of a note of 200 pages, time of the main thread',
          'ms',
          { value: median(typed) },
          { atMost: 16 },
        ),
      ]
    } finally {
      await browser.close()
    }
  })
}

/** The path of the page of a new note. */
async function longNote(address: string): Promise<string> {
  const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(address + path, {
      headers: { cookie: cookieOf(administrator), 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  type Named = { id: string; kind: string }
  const { id: space } = await ask<Named>('/api/groups', {
    name: `Long notes ${Date.now()}`,
    template: 'team',
  })
  const { items } = await ask<{ items: Named[] }>(`/api/spaces/${space}/containers?tool=notes`)
  const notebook = items.find(({ kind }) => kind === 'notebook')!.id
  const text = Array.from({ length: blocks }, (_, n) =>
    n % 15 === 0 ? `## Part ${n / 15 + 1}` : `${n}. ${sentence.repeat(2)}`,
  )
  const { id } = await ask<Named>(`/api/spaces/${space}/notebooks/${notebook}/notes`, {
    title: 'Two hundred pages',
    markdown: text.join('\n\n').replaceAll(/^(\d+)\. /gm, '$1: '),
  })
  return `/s/${space}/notes/${id}`
}

/** Milliseconds from the request of the page until its whole text can be written in. */
async function openingOf(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  return page.evaluate(
    (least) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const text = document.querySelector('[data-item-text][contenteditable=true]')
          if (text && text.childElementCount >= least) setTimeout(() => resolve(performance.now()))
          else requestAnimationFrame(look)
        }
        look()
      }),
    blocks,
  )
}

/** Milliseconds of the processor that the main thread uses for one key. */
async function keyOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.locator('[data-item-text]').focus()
  await page.keyboard.press('Control+End')
  await typeSlowly(page, 20)
  const before = await tasks(devtools)
  await typeSlowly(page, keys)
  return (1000 * ((await tasks(devtools)) - before)) / keys
}

async function typeSlowly(page: Page, count: number): Promise<void> {
  for (let key = 0; key < count; key++) {
    await page.keyboard.press('abcdefghij klmnopqrs '[key % 21]!)
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
    )
  }
}

async function tasks(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')!.value
}
