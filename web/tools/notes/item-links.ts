import type { AnyExtension, Editor } from '@tiptap/core'
import { Extension } from '@tiptap/core'
import { NodeSelection, PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import { whoCannotOpen } from '../../foundation/items/cannot-open.tsx'
import { watchItem, type FoundItem } from '../../foundation/items/found-items.ts'
import { send } from '../../kernel/api.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import styles from './note.module.css'
import type { words } from './note-words.ts'
import { offersOf, type Offers } from './offers.ts'

type Words = (typeof words)['en']

/** Shows each link to an item with its title, or that it is not shared with the reader. */
export function withTitles(itemLink: AnyExtension, w: Words): AnyExtension {
  return itemLink.extend({
    addNodeView: () => {
      return ({ node }: { node: { attrs: Record<string, unknown> } }) => {
        const dom = document.createElement('span')
        dom.dataset['type'] = 'itemLink'
        const stop = watchItem(String(node.attrs['id']), (found) => show(dom, found, w))
        return { dom, destroy: stop }
      }
    },
    addKeyboardShortcuts: () => ({
      'Mod-Enter': ({ editor }: { editor: Editor }) => {
        const { selection } = editor.state
        const isLink = selection instanceof NodeSelection && selection.node.type.name === 'itemLink'
        const shown = isLink && editor.view.nodeDOM(selection.from)
        if (shown instanceof HTMLElement) shown.querySelector('a')?.click()
        return isLink
      },
    }),
  })
}

function show(dom: HTMLElement, found: FoundItem | null | undefined, w: Words): void {
  dom.className = `${found ? styles.itemLink : styles.itemHidden}`
  if (!found) return dom.replaceChildren(found === null ? w.notShared : '…')
  const link = document.createElement('a')
  link.href = paths.item(found.space.id, found.tool, found.id)
  link.textContent = found.title
  dom.replaceChildren(link)
}

export type ItemBox = { offers: Offers<FoundItem>; extension: Extension }

/** Offers items by their titles after `[[`. */
export function itemBox(note: Linking, onTaken: (to: FoundItem) => void): ItemBox {
  const { offers, render } = offersOf<FoundItem>(({ command }, item) => command(item))
  const extension = Extension.create({
    name: 'itemOffers',
    addProseMirrorPlugins() {
      return [
        Suggestion<FoundItem, FoundItem>({
          editor: this.editor,
          pluginKey: new PluginKey('itemOffers'),
          char: '[[',
          allowSpaces: true,
          allowedPrefixes: null,
          items: ({ query }) => offered(note.id, query).catch(() => []),
          command({ editor, range, props: item }) {
            editor
              .chain()
              .deleteRange(range)
              .insertContent([linkTo(item.id), { type: 'text', text: ' ' }])
              .run()
            onTaken(item)
          },
          render,
        }),
      ]
    },
  })
  return { offers, extension }
}

type Linking = { space: string; id: string }

const mostOffered = 8

/** Those that I opened last, before anything is typed. */
async function offered(without: string, query: string): Promise<FoundItem[]> {
  const q = query.trim().slice(0, 100)
  const found = q
    ? await send('get', '/api/search', { query: { q, limit: mostOffered + 1 } })
    : await send('get', '/api/recent', {})
  return found.items.filter(({ id }) => id !== without).slice(0, mostOffered)
}

export function linkTo(id: string): { type: 'itemLink'; attrs: { id: string } } {
  return { type: 'itemLink', attrs: { id } }
}

/** Tells the writer which readers of this note cannot open what it now links to; `more` shows them, with the offer to open it. */
export async function sayWhoCannotOpen(
  note: Linking,
  to: Pick<FoundItem, 'id' | 'title' | 'space'>,
  w: Words,
  more: () => void,
): Promise<void> {
  const found = await queries
    .fetchQuery({ ...whoCannotOpen(note, { space: to.space.id, id: to.id }), staleTime: 0 })
    .catch(() => undefined)
  if (!found || found.total === 0) return
  tell(w.cannotOpen(found.total, to.title), {
    seconds: 15,
    action: { label: w.whoCannot, run: more },
  })
}

/** Finds an item whose address was pasted; undefined when I may not view it. */
export async function findItem(id: string): Promise<FoundItem | undefined> {
  const found = await send('get', '/api/items', { query: { ids: id } }).catch(() => undefined)
  return found?.items[0]
}
