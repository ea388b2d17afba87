import { onlyText } from '../../kernel/file-text.ts'
import type { Kind } from './kinds.ts'

/** What a file is, by its first bytes alone: neither its name nor its type counts. */
export type Family =
  | 'picture'
  | 'heif'
  | 'svg'
  | 'pdf'
  | 'zip'
  | 'gzip'
  | 'tar'
  | 'ole'
  | 'rtf'
  | 'html'
  | 'mail'
  | 'text'
  | 'bytes'

/** As many first bytes as `familyOf` looks at. */
export const headBytes = 4096

const mega = 1024 * 1024

/** What can be made of which family. */
const made: Record<Kind, readonly Family[]> = {
  thumbnail: ['picture', 'heif', 'svg'],
  picture: ['picture', 'heif', 'svg'],
  text: ['pdf', 'zip', 'ole', 'rtf', 'html', 'mail', 'text', 'picture'],
  page: ['zip', 'text'],
  table: ['zip', 'ole'],
  mail: ['mail'],
  list: ['zip', 'gzip', 'tar'],
}

/** Bytes of the largest content that is read. Of a text the beginning is read, whatever its size. */
const largest: Partial<Record<Family, number>> = {
  picture: 40 * mega,
  heif: 40 * mega,
  svg: 2 * mega,
}
const largestOther = 100 * mega
const largestText = 4 * mega

export function canBe(kind: Kind, family: Family): boolean {
  return made[kind].includes(family)
}

/** How many of its bytes are read; undefined for a content that is too large. */
export function bytesRead(family: Family, size: number): number | undefined {
  if (family === 'text' || family === 'html') return Math.min(size, largestText)
  return size <= (largest[family] ?? largestOther) ? size : undefined
}

const signatures: [Family, string, number][] = [
  ['picture', '\x89PNG\r\n\x1a\n', 0],
  ['picture', '\xff\xd8\xff', 0],
  ['picture', 'GIF8', 0],
  ['picture', 'II*\0', 0],
  ['picture', 'MM\0*', 0],
  ['zip', 'PK\x03\x04', 0],
  ['zip', 'PK\x05\x06', 0],
  ['gzip', '\x1f\x8b', 0],
  ['tar', 'ustar', 257],
  ['ole', '\xd0\xcf\x11\xe0', 0],
  ['rtf', '{\\rtf', 0],
  ['pdf', '%PDF-', 0],
]

export function familyOf(content: Buffer): Family {
  const head = content.subarray(0, headBytes)
  const letters = head.toString('latin1')
  for (const [family, signature, at] of signatures)
    if (letters.startsWith(signature, at)) return family
  if (letters.startsWith('RIFF') && letters.startsWith('WEBP', 8)) return 'picture'
  if (letters.startsWith('ftyp', 4)) return inBoxes(letters.slice(8, 12))
  if (letters.slice(0, 1024).includes('%PDF-')) return 'pdf'
  const text = onlyText(new Uint8Array(head))?.text
  return text === undefined ? 'bytes' : familyOfText(text.trimStart())
}

/** ISO base media files: pictures and films differ in their brand. */
function inBoxes(brand: string): Family {
  if (/^avi[fs]/.test(brand)) return 'picture'
  return /^(?:he[iv][cmsx]|m[is]f1)/.test(brand) ? 'heif' : 'bytes'
}

function familyOfText(text: string): Family {
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(text))
    return 'svg'
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html[\s>])/i.test(text)) return 'html'
  const mail =
    /^(?:from|to|received|return-path|delivered-to|date|subject|mime-version|message-id|x-[\w-]+):/i
  return mail.test(text) &&
    /^(?:from|date|message-id):/im.test(text) &&
    /^(?:from|to|subject):/im.test(text)
    ? 'mail'
    : 'text'
}
