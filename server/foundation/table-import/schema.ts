import { Type, type Static } from 'typebox'
import { Maybe, Shape } from '../../kernel/shapes.ts'

export const TableQuery = Shape({
  columns: Type.Optional(
    Type.String({
      maxLength: 4000,
      pattern: '^[A-Za-z,]*$',
      description:
        'The field of each column, in their order, separated by commas; empty for a column that is not imported. Without it, fields are guessed from the titles.',
      examples: ['title,,worth'],
    }),
  ),
  dryRun: Type.Optional(Type.Boolean({ description: 'Only reads the file; changes nothing' })),
})

export const TableShape = Type.Object({
  fields: Type.Array(
    Type.Object({ name: Type.String(), label: Type.String(), required: Type.Boolean() }),
    { description: 'What a column can be' },
  ),
  columns: Type.Array(
    Type.Object({
      title: Type.String(),
      first: Type.Array(Type.String(), { description: 'Its first values, shortened' }),
      field: Maybe(Type.String({ description: 'The field that it fills' })),
    }),
  ),
  encoding: Type.String({ description: 'With which the file was read' }),
  rows: Type.Integer({ description: 'Rows of the file, without the titles' }),
  fitting: Type.Integer({ description: 'Rows without a problem: those that are imported' }),
  problems: Type.Array(
    Type.Object({
      line: Type.Integer({ description: 'In the file, from 1' }),
      field: Maybe(Type.String()),
      detail: Type.String(),
    }),
    { description: 'The first 100; a row with a problem is not imported' },
  ),
  imported: Type.Array(Type.String(), { description: 'The items that were made' }),
})
export type TableAnswer = Static<typeof TableShape>
export type TableWish = Static<typeof TableQuery>
