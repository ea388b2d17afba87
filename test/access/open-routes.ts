import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'

export interface Route {
  method: string
  path: string
}

/** Every route that the server answers, including those of plug-ins. */
export function routesOf(app: FastifyInstance): Route[] {
  const open: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const { lead, name, methods } =
        /^(?<lead>[│├└─ ]*)(?<name>\S*) \((?<methods>[^)]+)\)$/.exec(line)?.groups ?? {}
      if (lead === undefined) return []
      open.splice(lead.length / 4 - 1)
      open.push(name!)
      return methods!.split(', ').map((method) => ({ method, path: open.join('') }))
    })
}

/** The lines of a committed list: `GET /api/…  reason`; # begins a remark. */
export function listed(file: string, section: string): Map<string, string> {
  const text = readFileSync(path.join(import.meta.dirname, file), 'utf8')
  const part = text.split(/^## /m).find((each) => each.startsWith(section)) ?? ''
  const lines = part.split('\n').slice(1)
  return new Map(
    lines
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => {
        const [, door, reason] = /^(\S+ \S+)\s{2,}(.+)$/.exec(line) ?? [null, line, '']
        return [door!, reason!]
      }),
  )
}
