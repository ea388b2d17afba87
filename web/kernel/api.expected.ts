// Doors of the contract that the server does not have yet. As soon as it has them, the generated file names them
// too, this one no longer compiles, and its lines go.
type Card = {
  id: string
  firstName: string
  lastName: string
  organization: string
  email: string
  picture: string | null
}

declare module './api.generated.ts' {
  interface paths {
    '/api/demo': {
      get: {
        responses: {
          200: {
            content: {
              'application/json': { people: (Card & { role: { en: string; fr: string } })[] }
            }
          }
        }
      }
    }
    '/api/demo/session': {
      post: {
        requestBody: { content: { 'application/json': { person: string } } }
        responses: { 200: { content: { 'application/json': { person: Card } } } }
      }
    }
  }
}

export {}
