import type { Page } from 'playwright-core'
import { problemOf } from '../../server/kernel/problem.ts'
import { nounWords } from '../../web/kernel/nouns.ts'
import type { Bilingual } from '../../web/kernel/words.ts'
import { words as kitWords } from '../../web/ui/words.ts'
import type { Town, Who } from './town.ts'

/** The words of notes that follow from their noun. */
export const noteNoun = nounWords({ en: 'note', fr: 'une note' })

/** The actions on a page before the picture is taken, in the language of the reader. */
export interface Visit {
  page: Page
  town: Town
  language: 'en' | 'fr'
  say<W>(words: Bilingual<W>): W
  /** Presses the button of this name. */
  press(name: string): Promise<void>
}

/** One page in one state. */
export interface Scene {
  name: string
  who: Who
  at: (town: Town) => string
  act?: (visit: Visit) => Promise<unknown>
  /** Before the page is opened: how its requests are answered. */
  before?: (visit: Visit) => Promise<unknown>
  /** Never ready: the picture shows the loading state. */
  waits?: boolean
}

export const s = (space: string, rest = ''): string => `/s/${space}${rest}`

export const note = ({ space, id }: { space: string; id: string }, rest = ''): string =>
  s(space, `/notes/${id}${rest}`)

/** Chooses from the page’s menu, then goes on. */
export const menu =
  (entry: (visit: Visit) => string, then?: Scene['act']) =>
  async (visit: Visit): Promise<void> => {
    const { page, say } = visit
    const more = page.getByRole('main').getByRole('button', { name: say(kitWords).more })
    await more.filter({ visible: true }).first().click()
    await page.getByRole('menuitem', { name: entry(visit), exact: true }).click()
    await page.getByRole('dialog').waitFor()
    await then?.(visit)
  }

/** As if the server had failed at this. */
export const failing =
  (path: string) =>
  ({ page, language }: Visit): Promise<unknown> => {
    const problem = problemOf(new Error('for the picture'), language, 'K7QM-3FXT')
    const contentType = 'application/problem+json'
    return page.route(path, (route) =>
      route.fulfill({ status: 500, contentType, body: JSON.stringify(problem) }),
    )
  }

/** As if the server had not answered this yet. */
export const silence =
  (path: string) =>
  ({ page }: Visit): Promise<unknown> =>
    page.route(path, () => undefined)
