import { tidy } from './plain-text.ts'

// E-mail addresses in one canonical form: typed, pasted, stored and compared addresses are the same. Shared with the web
// UI.

const local = String.raw`[a-zA-Z0-9!#$%&'*+/=?^_\`{|}~-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_\`{|}~-]+)*`
const wholeLocal = new RegExp(`^${local}$`)
const asciiDomain =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Returns an address in the form in which it is stored: the domain in lower case, an internationalized one in its ASCII
 * form (RFC 5891, `xn--…`). Normalizes typographic apostrophes and full-width signs; removes `mailto:` and invisible
 * characters. Returns undefined when mail cannot be sent to it.
 */
export function addressOf(typed: string): string | undefined {
  if (typed.length > 600 || !/[@＠]/.test(typed)) return undefined
  const line = tidy(typed)
    .normalize('NFKC')
    .replaceAll(/[‘’ʼ]/g, "'")
    .replace(/^mailto:/i, '')
  const at = line.lastIndexOf('@')
  const domain = domainOf(line.slice(at + 1))
  const address = `${line.slice(0, at)}@${domain}`
  const isOne = at > 0 && wholeLocal.test(line.slice(0, at)) && domain !== undefined
  return isOne && at <= 64 && address.length <= 254 ? address : undefined
}

function domainOf(typed: string): string | undefined {
  if (!/^[\p{L}\p{N}\p{M}.。-]+$/u.test(typed)) return undefined
  const host = URL.parse(`http://${typed.replace(/[.。]$/u, '')}/`)?.hostname
  return host !== undefined && asciiDomain.test(host) ? host : undefined
}

/** The form in which addresses are compared. */
export function emailKey(email: string): string {
  return (addressOf(email) ?? email.trim().normalize('NFC')).toLowerCase()
}

/** Reads one address, alone or after a name: `Ann Lee <ann@example.org>`, `'ann@example.org'`. */
export function oneAddress(typed: string): string | undefined {
  const [, inBrackets] = /<([^<>]*)>\s*[,;]?\s*$/.exec(typed) ?? []
  return addressOf((inBrackets ?? typed).trim().replaceAll(/^['"’‘“”]+|['"’‘“”,;]+$/g, ''))
}

const anAddress = /[\p{L}\p{N}!#$%&'‘’ʼ*+/=?^_`{|}~.-]{1,80}[@＠][\p{L}\p{N}\p{M}.。-]{1,253}/gu

/** Every address in a pasted text, without duplicates, whatever surrounds them. */
export function addressesIn(text: string): string[] {
  const found = [...text.slice(0, 200_000).matchAll(anAddress)].flatMap(([part]) => {
    const address = oneAddress(part.replaceAll(/^[.]+|[.-]+$/g, ''))
    return address === undefined ? [] : [[address.toLowerCase(), address] as const]
  })
  return [...new Map(found).values()]
}
