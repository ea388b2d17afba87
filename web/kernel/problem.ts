/** A refusal of the API (RFC 9457, problem+json). */
export type FieldProblem = { field: string; detail: string }

export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly fields: readonly FieldProblem[]
  readonly reference: string | undefined

  constructor(answer: {
    status: number
    code: string
    title: string
    detail?: string | undefined
    fields?: readonly FieldProblem[] | undefined
    reference?: string | undefined
  }) {
    super(answer.title)
    this.name = 'Problem'
    this.status = answer.status
    this.code = answer.code
    this.detail = answer.detail ?? ''
    this.fields = answer.fields ?? []
    this.reference = answer.reference
  }

  /** The server did not answer: the request can be repeated. */
  get isOffline(): boolean {
    return this.status === 0
  }
}

export function problemFrom(status: number, body: unknown): Problem {
  const told = isRecord(body) ? body : {}
  return new Problem({
    status,
    code: text(told['code']) ?? `http-${status}`,
    title: text(told['title']) ?? text(told['detail']) ?? '',
    detail: text(told['detail']),
    fields: Array.isArray(told['fields']) ? told['fields'].flatMap(fieldProblem) : [],
    reference: text(told['reference']) ?? text(told['instance']),
  })
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem({ status: 0, code: 'offline', title: '' })
}

function fieldProblem(told: unknown): FieldProblem[] {
  if (!isRecord(told)) return []
  const field = text(told['field']) ?? text(told['name']) ?? text(told['path']) ?? ''
  return [{ field, detail: text(told['detail']) ?? text(told['message']) ?? '' }]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
