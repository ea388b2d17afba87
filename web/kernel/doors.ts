import type { paths } from './api.generated.ts'

// The types of the API's doors, taken from the generated description.

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The addresses that support the method. */
export type Door<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never
}[keyof paths] &
  string

type Operation<M extends Method, P extends keyof paths> = paths[P] extends { [K in M]: infer O }
  ? O
  : never

type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : undefined

export type Answer<M extends Method, P extends keyof paths> =
  Operation<M, P> extends { responses: infer R }
    ? { [Status in keyof R & (200 | 201 | 202 | 204)]: Json<R[Status]> }[keyof R &
        (200 | 201 | 202 | 204)]
    : never

type PathOf<O> = O extends { parameters: { path: infer V } } ? { path: V } : { path?: undefined }
type QueryOf<O> = O extends { parameters: { query: infer V } }
  ? { query: V }
  : O extends { parameters: { query?: infer V } }
    ? { query?: V }
    : { query?: undefined }
type BodyOf<O> = O extends { requestBody?: never }
  ? { body?: undefined }
  : O extends { requestBody: { content: { 'application/json': infer B } } }
    ? { body: B }
    : O extends { requestBody?: { content: { 'application/json': infer B } } }
      ? { body?: B }
      : { body?: undefined }

export type Given<M extends Method, P extends keyof paths> = PathOf<Operation<M, P>> &
  QueryOf<Operation<M, P>> &
  BodyOf<Operation<M, P>>

/** A door without required parameters can be called without arguments. */
export type GivenArguments<M extends Method, P extends keyof paths> =
  Record<never, never> extends Given<M, P> ? [given?: Given<M, P>] : [given: Given<M, P>]
