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

/** No answer came. */
export function offline(): Problem {
  return new Problem({ status: 0, code: 'offline', title: '' })
}

/** The errors of code that could not be loaded. */
const withoutCode = new WeakSet<Error>()

/** Code of the page could not be loaded: from now on this error is said to be a lack of connection. */
export function missedCode(error: Error): void {
  withoutCode.add(error)
}

/** An error that is no refusal is a fault of the page, unless its code could not be loaded. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Error && withoutCode.has(error)) return offline()
  return new Problem({ status: 500, code: 'page-fault', title: '' })
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
