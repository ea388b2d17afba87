import type { Item } from '../../../web/foundation/items/item.ts'

/** A paper or a stamp, as the doors of the tool return it. */
export type Shelved = Item & { body: string; worth: number }

type Json<A> = { content: { 'application/json': A } }
type Operation<Path, More, A> = {
  parameters: { path: Path } & More
  responses: { 200: Json<A> }
}
type Query = { query?: { sort?: 'changed' | 'title' | 'worth'; tag?: string; search?: string } }
type List<Path> = { get: Operation<Path, Query, { items: Shelved[]; next: string | null }> }
type Body = { title?: string; body: string; worth: number; internalOnly?: boolean }
type Box = { space: string; container: string }
type Adding = { post: Operation<Box, unknown, Shelved> & { requestBody: Json<Body> } }
type One<Path> = { get: Operation<Path, unknown, Shelved> } & {
  put: Operation<Path, unknown, Shelved> & { requestBody: Json<Body> }
}

/** The doors of a tool of the instance are generated; those of this one are only in the tests. */
declare module '../../../web/kernel/api.generated.ts' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be added to
  interface paths {
    '/api/spaces/{space}/papers': List<{ space: string }>
    '/api/spaces/{space}/stamps': List<{ space: string }>
    '/api/spaces/{space}/boxes/{container}/papers': List<Box> & Adding
    '/api/spaces/{space}/papers/{paper}': One<{ space: string; paper: string }>
    '/api/spaces/{space}/stamps/{stamp}': One<{ space: string; stamp: string }>
  }
}
