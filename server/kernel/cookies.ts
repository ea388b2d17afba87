import type { Config } from './config.ts'

export type Cookie = 'atelier_session' | 'atelier_device'

/** Whether people reach this instance by https: then its cookies are never sent without it. */
export function isSecure({ publicUrl }: Config): boolean {
  return publicUrl?.startsWith('https:') ?? false
}

/**
 * The name of the cookie on this instance. A browser accepts `__Host-` only from this exact host, by https: neither a
 * neighbouring subdomain nor a network in between can plant a cookie that signs somebody in or out (X130, RFC 6265bis
 * §4.1.3.2).
 */
export function nameOf(config: Config, cookie: Cookie): string {
  return isSecure(config) ? `__Host-${cookie}` : cookie
}

/** The value of this cookie among those that a browser sent. */
export function valueOf(
  config: Config,
  sent: Record<string, string | undefined>,
  cookie: Cookie,
): string | undefined {
  return sent[nameOf(config, cookie)]
}
