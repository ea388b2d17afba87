// autocannon brings no types; this is what we use of it.
declare module 'autocannon' {
  export default function autocannon(load: {
    url: string
    connections: number
    duration: number
    requests: { path: string; headers: Record<string, string> }[]
  }): Promise<{
    non2xx: number
    errors: number
    duration: number
    requests: { total: number }
  }>
}
