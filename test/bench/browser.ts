import { existsSync } from 'node:fs'

export function chromiumPath(): string {
  const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome']
  const found = places.find((place) => place && existsSync(place))
  if (!found) throw new Error('no Chromium: install it, or set CHROMIUM to its path')
  return found
}
