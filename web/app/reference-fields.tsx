import { useWords } from '../kernel/words.ts'
import type { Schema } from './reference-description.ts'
import styles from './reference.module.css'
import { words } from './reference-words.ts'

type Schemas = Record<string, Schema>
type FieldsProps = { schema: Schema; schemas: Schemas }

/** A schema as a tree of its fields, with types, limits and meaning. */
export function Fields({ schema, schemas }: FieldsProps) {
  const w = useWords(words)
  const type = useTypeWords()
  const { shape } = essence(schema, schemas)
  const fields = fieldsOf(shape, schemas)
  if (fields.length === 0) return <p className="quiet">{type(schema, schemas)}</p>
  const required = new Set(requiredOf(shape, schemas))
  return (
    <ul className={styles.fields}>
      {fields.map(([name, field]) => (
        <Field key={name} {...{ name, schemas }} schema={field} required={required.has(name)} />
      ))}
      {shape.additionalProperties === false && <li className="quiet small">{w.noOthers}</li>}
    </ul>
  )
}

type FieldProps = FieldsProps & { name: string; required: boolean; about?: string | undefined }

export function Field({ name, schema, schemas, required, about }: FieldProps) {
  const w = useWords(words)
  const type = useTypeWords()
  const limits = useLimits()
  const { shape } = essence(schema, schemas)
  const said = about ?? schema.description ?? shape.description
  const deeper = fieldsOf(shape, schemas).length > 0
  return (
    <li>
      <code className={styles.name}>{name}</code>{' '}
      <span className={styles.type}>{type(schema, schemas)}</span>{' '}
      {required ? <strong className="small">{w.required}</strong> : null}
      {limits(shape) && <span className="quiet small"> {limits(shape)}</span>}
      {said && (
        <p className={styles.about} lang="en">
          {said}
        </p>
      )}
      {deeper && <Fields schema={shape} schemas={schemas} />}
    </li>
  )
}

/** The schema without null, and whether it may be null. */
function essence(schema: Schema, schemas: Schemas): { shape: Schema; nullable: boolean } {
  const known = resolved(schema, schemas)
  const options = known.anyOf ?? known.oneOf ?? []
  const real = options.filter(({ type }) => type !== 'null')
  const [only] = real
  if (only && real.length === 1 && options.length === 2)
    return { shape: resolved(only, schemas), nullable: true }
  return { shape: known, nullable: false }
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name && schemas[name]) || schema
}

/** The fields of an object; for a list, those of its items. */
function fieldsOf(shape: Schema, schemas: Schemas): [string, Schema][] {
  const inner = shape.items ? essence(shape.items, schemas).shape : shape
  return Object.entries(inner.properties ?? {})
}

function requiredOf(shape: Schema, schemas: Schemas): string[] {
  const inner = shape.items ? essence(shape.items, schemas).shape : shape
  return inner.required ?? []
}

type Say = (schema: Schema, schemas: Schemas) => string

export function useTypeWords(): Say {
  const w = useWords(words)
  const say: Say = (schema, schemas) => {
    const { shape, nullable } = essence(schema, schemas)
    const plain = sayShape(shape, schemas)
    return nullable ? w.orNull(plain) : plain
  }
  const sayShape: Say = (shape, schemas) => {
    if (shape.const !== undefined) return JSON.stringify(shape.const)
    if (shape.enum) return shape.enum.map((one) => JSON.stringify(one)).join(' | ')
    const options = shape.anyOf ?? shape.oneOf
    if (options) return options.map((one) => say(one, schemas)).join(' | ')
    if (shape.items) return w.listOf(say(shape.items, schemas))
    if (typeof shape.additionalProperties === 'object' && !shape.properties)
      return w.mapOf(say(shape.additionalProperties, schemas))
    const type = Array.isArray(shape.type) ? shape.type.join(' | ') : shape.type
    const names: Partial<Record<string, string>> = w.types
    return names[shape.format ?? ''] ?? names[type ?? ''] ?? type ?? w.anything
  }
  return say
}

function useLimits(): (shape: Schema) => string {
  const w = useWords(words)
  return ({ minimum, maximum, minLength, maxLength, minItems, maxItems, ...shape }) =>
    [
      minimum !== undefined && w.atLeast(minimum),
      maximum !== undefined && w.atMost(maximum),
      minLength !== undefined && minLength > 0 && w.atLeastCharacters(minLength),
      maxLength !== undefined && w.atMostCharacters(maxLength),
      minItems !== undefined && minItems > 0 && w.atLeastItems(minItems),
      maxItems !== undefined && w.atMostItems(maxItems),
      shape.default !== undefined && w.otherwise(JSON.stringify(shape.default)),
    ]
      .filter(Boolean)
      .join(', ')
}
