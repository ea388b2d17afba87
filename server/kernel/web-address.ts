/**
 * Reads the address of a page as people type or paste it: `example.org/wood`, `HTTPS://Exämple.org`. Only `http` and `https` are
 * addresses of pages; a name and password in one would be shown to everybody. Returns its canonical form.
 */
export function readWebAddress(typed: string): string | undefined {
  const text = typed.trim()
  if (text.length > 2000 || /[\s\p{Cc}\p{Cf}]/u.test(text)) return undefined
  const isWhole = /^https?:\/\//i.test(text)
  if (!isWhole && /^[a-z][a-z\d+.-]*:(?!\d+(?:\/|$))/i.test(text)) return undefined
  const url = URL.parse(isWhole ? text : `https://${text}`)
  if (!url || url.username || url.password || !/[\p{L}\d]/u.test(url.hostname)) return undefined
  return isWhole || url.hostname.includes('.') ? url.href : undefined
}

/** Without what everybody knows: “example.org/wood”. */
export function sayWebAddress(address: string): string {
  return address.replace('https://', '').replace(/^([^/?#]+)\/$/, '$1')
}
