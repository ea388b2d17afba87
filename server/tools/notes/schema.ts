import { Type, type Static } from 'typebox'
import { itemProperties, newItem } from '../../foundation/items/schema.ts'
import { Id, Name, OneOf, Shape } from '../../kernel/shapes.ts'
import { formats } from './book.ts'
import { limits } from './note.ts'

/** The note's text as JSON (ProseMirror's), as the editor takes it. */
const Content = Type.Unsafe<{ type: string; content?: unknown[] }>({
  type: 'object',
  additionalProperties: true,
})

/** A row of a list of notes. */
export const NoteRow = Type.Object({
  ...itemProperties,
  preview: Type.String(),
  words: Type.Integer(),
  template: Type.Boolean(),
})

export const NoteShape = Type.Object({
  ...itemProperties,
  preview: Type.String(),
  words: Type.Integer(),
  template: Type.Boolean(),
  /** Markdown. */
  text: Type.String(),
  content: Content,
})
export type NoteAnswer = Static<typeof NoteShape>

export const ImportedShape = Type.Object({
  ...NoteShape.properties,
  /** The encoding with which the file was read. */
  encoding: OneOf(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh']),
})
export type ImportedAnswer = Static<typeof ImportedShape>

const Title = Name(limits.title)
const Markdown = Type.String({ maxLength: 1_000_000 })

export const NewNote = Shape({
  ...newItem(limits.title),
  markdown: Type.Optional(Markdown),
  template: Type.Optional(Id('a note that is a template')),
  templateSpace: Type.Optional(Id('the space of the template, if it is another one')),
  fields: Type.Optional(
    Type.Array(Shape({ name: Name(100), value: Name(500, 0) }), {
      maxItems: 50,
      description:
        'Values of the fields of the template; those without one stay marked in the text',
    }),
  ),
})
export const Renaming = Shape({ title: Title })
export const Import = Shape({
  name: Type.Optional(Name(limits.title)),
  markdown: Markdown,
  /** The source of the title: the file name, or the first heading; without either, the first line. */
  title: Type.Optional(OneOf(['name', 'heading'])),
})
export const FileName = Shape({ name: Name(limits.title) })
export const ExportQuery = Shape({ format: Type.Optional(OneOf(formats)) })

export const FileShape = Type.Object({
  url: Type.String(),
  /** Its address in the text, relative to the note. */
  src: Type.String(),
  sha256: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
})
