import type { Config } from './config.ts'

export type Cookie = 'atelier_session' | 'atelier_device'

/** Whether people reach this instance by https: then its cookies never travel without. */
export function isSecure({ publicUrl }: Config): boolean {
  return publicUrl?.startsWith('https:') ?? false
}

/**
 * What the cookie is called here. A browser takes `__Host-` only from this very host, by https: neither a neighbouring
 * subdomain nor a network in between can plant one that signs somebody out or in (X130, RFC 6265bis §4.1.3.2).
 */
export function nameOf(config: Config, cookie: Cookie): string {
  return isSecure(config) ? `__Host-${cookie}` : cookie
}

/** Its value among those that a browser sent. */
export function valueOf(
  config: Config,
  sent: Record<string, string | undefined>,
  cookie: Cookie,
): string | undefined {
  return sent[nameOf(config, cookie)]
}
