import { hash } from 'node:crypto'

/**
 * ETags (RFC 9110 §8.8.3) of answers: the version of the thing, where it has one, then a dash and a hash of the answer.
 * `If-None-Match` compares the whole tag, `If-Match` only the version, so that somebody's comment does not refuse my edit.
 */
export function etagOf(version: string | undefined, answered: string): string {
  const content = hash('sha1', answered, 'base64url')
  return `"${version === undefined ? '' : `${version}-`}${content}"`
}

/** A number that grows with every change, or the time of the last one. */
export function versionOf(thing: unknown): string | undefined {
  if (typeof thing !== 'object' || thing === null) return undefined
  const { version, changedAt } = thing as { version?: unknown; changedAt?: unknown }
  if (typeof version === 'number') return `${version}`
  return typeof changedAt === 'string' ? Date.parse(changedAt).toString(36) : undefined
}

/** Whether a header that lists ETags contains this one; `*` matches any. */
export function names(header: string | undefined, tag: string): boolean {
  return header !== undefined && (header.trim() === '*' || tagsIn(header).includes(tag))
}

/** The versions that `If-Match` accepts; undefined when it accepts any. */
export function versionsIn(header: string | undefined): string[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  return tagsIn(header).map((tag) => tag.slice(1, -1).split('-')[0]!)
}

function tagsIn(header: string): string[] {
  return header
    .slice(0, 2000)
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
}
