import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Invalid } from './errors.ts'

/** A raw body, with its headers. */
export interface Upload extends Readable {
  /** Media type in lower case, without parameters; empty when none was sent. */
  mediaType: string
  /** Announced bytes; undefined when the client did not say. */
  announced: number | undefined
}

/** The body of a door that takes files, limited to its types and size, with back-pressure. */
export function uploaded(
  request: FastifyRequest,
  { types, most }: { types: string[]; most: number },
): Upload {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!types.includes(type) && !types.includes('*/*')) throw otherType(types)
  let seen = 0
  const source = (request.body as Readable | undefined) ?? Readable.from([])
  const counted = new Readable({ read: () => void source.resume() })
  source.on('data', (chunk: Buffer) => {
    if (counted.destroyed) return
    seen += chunk.length
    if (seen > most) counted.destroy(Object.assign(new Error('too large'), { statusCode: 413 }))
    else if (!counted.push(chunk)) source.pause()
  })
  source.on('end', () => counted.push(null))
  source.on('error', (error) => counted.destroy(error))
  counted.on('close', () => source.resume())
  counted.on('error', () => undefined) // reported to the reader, which may come later
  const length = request.headers['content-length']
  const announced = length === undefined ? undefined : Number(length)
  return Object.assign(counted, { mediaType: type, announced })
}

function otherType(types: string[]): Invalid {
  const sentence = {
    en: `Expected one of: ${types.join(', ')}.`,
    fr: `Types acceptés : ${types.join(', ')}.`,
  }
  return new Invalid('invalid', undefined, [{ field: 'body', code: 'type', sentence }])
}
