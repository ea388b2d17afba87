import { Type, type Static } from 'typebox'
import { Id, PageOf, Paging, Shape } from '../../kernel/shapes.ts'
import { ItemRef } from '../items/schema.ts'

const Day = () => Type.String({ format: 'date', description: 'A day, in the asker’s time zone' })

export const Asked = Shape({
  q: Type.String({
    minLength: 1,
    maxLength: 300,
    description:
      'Words, "phrases", and -words that must not occur; the last word may be a beginning',
    examples: ['minutes'],
  }),
  space: Type.Optional(Id('a space to search in')),
  container: Type.Optional(Id('a container to search in, with all that it holds')),
  tool: Type.Optional(Type.String({ maxLength: 40 })),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  person: Type.Optional(Id('the author')),
  tag: Type.Optional(Type.String({ maxLength: 100 })),
  from: Type.Optional(Day()),
  to: Type.Optional(Day()),
  ...Paging,
})
export type Asked = Static<typeof Asked>

const Part = Type.Object({
  text: Type.String(),
  found: Type.Boolean({ description: 'It is what was searched' }),
})

export const Hit = Type.Object({
  ...ItemRef.properties,
  marked: Type.Array(Part, { description: 'The title, in parts' }),
  passage: Type.Array(Part, { description: 'Where its text says it; else how the text begins' }),
})
export const Hits = PageOf(Hit)
