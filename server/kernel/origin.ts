import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from './config.ts'

/**
 * Whether a browser sends this request for a page of another site (X131); other clients send neither header. An origin
 * without a host (`null`, from a sandboxed frame) is another site, even when the request names no host.
 */
export function isOtherSite(headers: IncomingHttpHeaders, { publicUrl }: Config): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (headers.origin === undefined) return false
  const from = hostOf(headers.origin)
  return from === undefined || ![headers.host, hostOf(publicUrl)].includes(from)
}

function hostOf(address: string | null | undefined): string | undefined {
  return (address && URL.parse(address)?.host) || undefined
}
