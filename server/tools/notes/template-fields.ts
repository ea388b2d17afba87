import { changed } from './blocks.ts'
import type { DocumentNode } from './document.ts'

// The fields of a template: `{{Client}}`, `{{Meeting: date}}`. Server and browser read them alike.

export type FieldKind = 'text' | 'date' | 'person'
export interface TemplateField {
  name: string
  kind: FieldKind
}

/** No repetition inside another: it costs no more than the text is long. */
const field = /\{\{([^{}\n]{1,100})\}\}/g
const kinds: Record<string, FieldKind> = {
  ...{ text: 'text', date: 'date', person: 'person' },
  ...{ texte: 'text', personne: 'person' },
}

/** Fields that nobody has to fill, in both languages. */
const known = {
  date: ['date'],
  author: ['author', 'auteur', 'autrice', 'auteur·e'],
  group: ['group', 'groupe'],
} as const
export type KnownField = keyof typeof known

/** Where the fields in a text are, with what is between the braces. */
export function fieldsIn(text: string): { from: number; to: number; inside: string }[] {
  return [...text.matchAll(field)].map(({ index, 0: whole, 1: inside }) => ({
    ...{ from: index, to: index + whole.length, inside: inside! },
  }))
}

function read(inside: string): TemplateField {
  const at = inside.lastIndexOf(':')
  const kind =
    at < 0
      ? undefined
      : kinds[
          inside
            .slice(at + 1)
            .trim()
            .toLowerCase()
        ]
  return { name: (kind ? inside.slice(0, at) : inside).trim(), kind: kind ?? 'text' }
}

function knownField({ name }: TemplateField): KnownField | undefined {
  const names = Object.entries(known) as [KnownField, readonly string[]][]
  return names.find(([, all]) => all.includes(name.toLowerCase()))?.[0]
}

const mostFields = 50

/** The fields that somebody has to fill, each once, in the order of the text. */
export function askedFields(document: DocumentNode): TemplateField[] {
  const asked = new Map<string, TemplateField>()
  changed(document, (node) => {
    for (const { inside } of fieldsIn(node.text ?? '')) {
      const each = read(inside)
      if (each.name && !knownField(each) && !asked.has(each.name)) asked.set(each.name, each)
    }
    return node
  })
  return [...asked.values()].slice(0, mostFields)
}

export type FieldValues = Record<KnownField, string> & { own: Record<string, string> }

/** The text with the values of its fields; a field without a value stays as it is. */
export function filled(document: DocumentNode, values: FieldValues): DocumentNode {
  const own = new Map(Object.entries(values.own))
  const valueOf = (inside: string): string => {
    const each = read(inside)
    const of = knownField(each)
    return (of ? values[of] : own.get(each.name)) ?? ''
  }
  return changed(document, (node) =>
    node.text === undefined
      ? node
      : {
          ...node,
          text: node.text.replaceAll(field, (whole, inside: string) => valueOf(inside) || whole),
        },
  )
}
