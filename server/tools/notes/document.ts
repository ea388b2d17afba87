import { getSchema, mergeAttributes, Node, type AnyExtension } from '@tiptap/core'
import { Code } from '@tiptap/extension-code'
import { Image, type ImageOptions } from '@tiptap/extension-image'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Mention, type MentionOptions } from '@tiptap/extension-mention'
import { TableKit } from '@tiptap/extension-table'
import type { Schema } from '@tiptap/pm/model'
import { StarterKit } from '@tiptap/starter-kit'

// The schema of a note, shared by server and browser. It touches no DOM until an editor is made of it.

/** The part of the Yjs document that holds the text (the default of Tiptap's collaboration). */
export const fragmentName = 'default'

/** A picture is named relative to its note, so that a copy of the note shows its own: `files/<sha256>`. */
export const filePattern = /^files\/[0-9a-f]{64}$/

export interface DocumentOptions {
  /** The note's address with a final slash: the prefix of `files/…` where a picture is shown. */
  base?: string
  mention?: Partial<MentionOptions>
}

export function documentExtensions({
  base = '',
  mention = {},
}: DocumentOptions = {}): AnyExtension[] {
  return [
    StarterKit.configure({
      undoRedo: false, // Yjs undoes only the user's own edits
      code: false,
      link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto', 'tel'] },
    }),
    code,
    TaskList,
    TaskItem.configure({ nested: true }),
    TableKit.configure({ table: { resizable: false } }),
    callout,
    ownFile(base),
    principal.configure(mention),
    itemLink,
  ]
}

/** Code may be bold, struck or linked, as in Markdown and on web pages. */
const code = Code.extend({ excludes: 'code' })

/** The kinds of callouts, as in the Markdown of many programs: `> [!TIP]`. */
export const calloutKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const
export type CalloutKind = (typeof calloutKinds)[number]

export function calloutKind(value: unknown): CalloutKind {
  return calloutKinds.find((kind) => kind === value) ?? 'note'
}

/** Blocks that are set apart, with a label that says why. */
const callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addOptions: () => ({ label: (kind: CalloutKind): string => kind }),
  addAttributes() {
    return {
      kind: {
        default: 'note',
        parseHTML: (element: { getAttribute(name: string): string | null }) =>
          calloutKind(element.getAttribute('data-callout')),
        renderHTML: ({ kind }: Record<string, unknown>) => ({
          'data-callout': calloutKind(kind),
          'aria-label': this.options.label(calloutKind(kind)),
        }),
      },
    }
  },
  parseHTML: () => [{ tag: '[data-callout]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { role: 'note' }), 0],
})

/** What a page shows of a picture that is not as wide as the text. */
export const pictureSizes = ['small', 'medium'] as const
export type PictureSize = (typeof pictureSizes)[number]

export function pictureSize(value: unknown): PictureSize | null {
  return pictureSizes.find((size) => size === value) ?? null
}

const mostOfCaption = 500

export function pictureCaption(value: unknown): string | null {
  if (typeof value !== 'string') return null
  return value.replaceAll(/\s+/g, ' ').trim().slice(0, mostOfCaption).trim() || null
}

/** The part of a DOM element that is read here. */
interface Html {
  getAttribute(name: string): string | null
  querySelector(selector: string): Html | null
  textContent: string | null
  tagName: string
}

/**
 * A picture from the note's own files; no other address is ever loaded (X94). `alt` is empty for one that only decorates, and
 * null as long as nobody has described it.
 */
function ownFile(base: string) {
  return Image.extend<ImageOptions & { undescribed: string }>({
    addOptions() {
      return { ...this.parent!(), undescribed: '' }
    },
    addAttributes() {
      return {
        ...Object.fromEntries(
          ['alt', 'title', 'width', 'height'].map((name) => [
            name,
            {
              default: null,
              parseHTML: (html: Html) => pictureIn(html)?.getAttribute(name) ?? null,
            },
          ]),
        ),
        src: {
          default: null,
          parseHTML: (html: Html) => {
            const src = pictureIn(html)?.getAttribute('data-file') ?? ''
            return filePattern.test(src) ? src : null
          },
          renderHTML: ({ src }: Record<string, unknown>) =>
            isOwnFile(src) ? { src: base + src, 'data-file': src } : {},
        },
        caption: {
          default: null,
          rendered: false,
          parseHTML: (html: Html) => pictureCaption(html.querySelector('figcaption')?.textContent),
        },
        size: {
          default: null,
          rendered: false,
          parseHTML: (html: Html) => pictureSize(html.getAttribute('data-size')),
        },
      }
    },
    parseHTML: () => [
      {
        tag: 'figure',
        getAttrs: (html) => (pictureIn(html as Html)?.getAttribute('data-file') ? null : false),
      },
      { tag: 'img[data-file]' },
    ],
    renderHTML({ node, HTMLAttributes }) {
      const [caption, size] = [
        pictureCaption(node.attrs['caption']),
        pictureSize(node.attrs['size']),
      ]
      const attributes = {
        ...(size && { 'data-size': size }),
        ...(node.attrs['alt'] === null && { 'data-undescribed': this.options.undescribed }),
      }
      const picture = ['img', mergeAttributes(HTMLAttributes, { loading: 'lazy' })] as const
      return caption
        ? ['figure', attributes, picture, ['figcaption', {}, caption]]
        : ['figure', attributes, picture]
    },
  })
}

function pictureIn(html: Html): Html | null {
  return html.tagName === 'IMG' ? html : html.querySelector('img')
}

/** A person or a group, by id; the label is their name at that time. */
const principal = Mention.extend({
  addAttributes() {
    return {
      id: attribute('data-id'),
      label: attribute('data-label'),
      kind: { ...attribute('data-kind'), default: 'person' },
    }
  },
})

/** A link to an item of any tool, by its id alone: each reader is shown its title, or that it is not shared with them. */
const itemLink = Node.create({
  name: 'itemLink',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ id: attribute('data-id') }),
  parseHTML: () => [{ tag: 'span[data-type="itemLink"]' }],
  renderHTML: ({ HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { 'data-type': 'itemLink' }),
  ],
})

function attribute(name: string) {
  return {
    default: null as string | null,
    parseHTML: (element: { getAttribute(name: string): string | null }) =>
      element.getAttribute(name),
    renderHTML: (attributes: Record<string, unknown>) => {
      const value = attributes[name.slice('data-'.length)]
      return value ? { [name]: value } : {}
    },
  }
}

export function isOwnFile(src: unknown): src is string {
  return typeof src === 'string' && filePattern.test(src)
}

const mentionPattern = /^mention:(person|group)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The address of a mention in Markdown and HTML: no link of a note can have it. */
export function mentionAddress({ attrs }: DocumentNode): string | undefined {
  const address = `mention:${attrs?.['kind'] === 'group' ? 'group' : 'person'}/${String(attrs?.['id'])}`
  return mentionPattern.test(address) ? address : undefined
}

export function mentionOf(address: string, text: string): DocumentNode | undefined {
  const [, kind, id] = mentionPattern.exec(address) ?? []
  if (!id || !text.startsWith('@')) return undefined
  return { type: 'mention', attrs: { id, label: text.slice(1), kind } }
}

const itemPattern = /^item:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** What Markdown and HTML say instead of the title of a linked item, which is not for every reader. */
export const itemLinkText = '[…]'

/** The address of a link to an item in Markdown and HTML. */
export function itemAddress({ attrs }: DocumentNode): string | undefined {
  const address = `item:${String(attrs?.['id'])}`
  return itemPattern.test(address) ? address : undefined
}

export function itemLinkOf(address: string, text: string): DocumentNode | undefined {
  const [, id] = itemPattern.exec(address) ?? []
  return id && text === itemLinkText ? { type: 'itemLink', attrs: { id } } : undefined
}

/** Whether a link may lead to this address (X112). */
export function isSafeLink(href: unknown): href is string {
  return typeof href === 'string' && /^(https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i.test(href.trim())
}

let made: Schema | undefined

export function documentSchema(): Schema {
  return (made ??= getSchema(documentExtensions()))
}

/** A node of a document as JSON (ProseMirror's). */
export interface DocumentNode {
  type: string
  attrs?: Record<string, unknown>
  content?: DocumentNode[]
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  text?: string
}
