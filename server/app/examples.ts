/** Examples for the API description, generated from the shapes of the doors: they are right as long as the shapes are. */

interface Schema {
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  minLength?: number
  pattern?: string
}

const id = '0198c2f0-6a1e-7c3b-9d52-4f8e2b7a1c60'

/** Example texts by field name; for other fields the name itself is the example. */
const texts: Record<string, string> = {
  title: 'Minutes of 14 March',
  name: 'Production',
  firstName: 'Mina',
  lastName: 'Diallo',
  organization: 'Atelier Lumière',
  objective: 'Everything about the workshop, in one place.',
  message: 'Welcome! Here is where we prepare the fair.',
  reason: 'The group is for the people of the workshop.',
  markdown: '# Minutes\n\n- [ ] ask the printer',
  text: '# Minutes\n\n- [ ] ask the printer',
  preview: 'Minutes ask the printer',
  body: 'Well said.',
  search: 'minutes',
  timeZone: 'Europe/Paris',
  handle: 'production',
  address: '192.0.2.17',
  email: 'mina@example.org',
  company: 'Diallo & Daughters',
  tools: 'notes',
  picture: '/api/people/0198c2f0-6a1e-7c3b-9d52-4f8e2b7a1c60/picture',
  tool: 'notes',
  kind: 'note',
  password: 'a long sentence that nobody guesses',
  next: 'WyIyMDI2LTAzLTE0VDA5OjMwOjAwWiJd',
  after: 'WyIyMDI2LTAzLTE0VDA5OjMwOjAwWiJd',
  endpoint: 'https://push.example.org/send/k3Vx0dQ9',
  ticket: 'k3Vx0dQ9mTz7bNf2LwYhRg',
  token: 'k3Vx0dQ9mTz7bNf2LwYhRg',
  code: '492039',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
}

/** An example value of this shape; `name` is the field that holds it. */
export function exampleOf(schema: Schema, name = '', depth = 0): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.examples?.length) return schema.examples[0]
  if (schema.enum?.length) return schema.enum[0]
  const [choice] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? []
  if (choice) return exampleOf(choice, name, depth)
  if (schema.default !== undefined) return schema.default
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (type === 'string') return textOf(schema, name)
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (type === 'boolean') return true
  if (type === 'array')
    return schema.items && depth < 6 ? [exampleOf(schema.items, name, depth + 1)] : []
  return objectOf(schema, depth)
}

function textOf({ format, description, pattern, minLength = 0 }: Schema, name: string): string {
  if (format === 'uuid') return id
  if (format === 'date') return '2026-03-14'
  if (format === 'date-time') return '2026-03-14T09:30:00.000Z'
  if (format === 'email') return 'mina@example.org'
  if (format === 'web-address') return 'https://example.org/wood'
  if (description?.startsWith('ISO 8601')) return '2026-03-14T09:30:00.000Z'
  if (pattern?.includes('[0-9a-f]{64}')) return texts['sha256']!
  return (texts[name] ?? name).padEnd(minLength, 'x')
}

function objectOf({ properties, allOf }: Schema, depth: number): object {
  if (allOf)
    return Object.assign({}, ...allOf.map((part) => exampleOf(part, '', depth) as object)) as object
  if (depth > 6) return {}
  return Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, inner]) => [
      name,
      exampleOf(inner, name, depth + 1),
    ]),
  )
}
