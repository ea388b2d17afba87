import PostalMime, { type Address } from 'postal-mime'
import { textOfHtml } from './html-text.ts'

export interface Mail {
  subject: string
  from: string
  to: string[]
  cc: string[]
  /** As the mail says it, in ISO 8601 where it can be understood. */
  date: string | null
  text: string
  attachments: { name: string; type: string; size: number }[]
}

const most = { attachments: 500, addresses: 200, depth: 30, headers: 1024 * 1024 }

/** A mail (RFC 5322, MIME) as plain text: HTML is reduced to its words. */
export async function readMail(bytes: Buffer): Promise<Mail> {
  const mail = await new PostalMime({
    maxNestingDepth: most.depth,
    maxHeadersSize: most.headers,
  }).parse(bytes)
  return {
    subject: mail.subject ?? '',
    from: called(mail.from ? [mail.from] : [])[0] ?? '',
    to: called(mail.to ?? []),
    cc: called(mail.cc ?? []),
    date: mail.date ?? null,
    text: mail.text?.trim() || textOfHtml(mail.html ?? ''),
    attachments: mail.attachments.slice(0, most.attachments).map((part) => ({
      name: part.filename ?? '',
      type: part.mimeType,
      size: typeof part.content === 'string' ? part.content.length : part.content.byteLength,
    })),
  }
}

function called(addresses: Address[]): string[] {
  return addresses
    .slice(0, most.addresses)
    .map(({ name, address }) =>
      name && address ? `${name} <${address}>` : name || (address ?? ''),
    )
}

/** The words by which searches find a mail. */
export function textOfMail({ subject, from, to, cc, text, attachments }: Mail): string {
  const names = attachments.map(({ name }) => name)
  return [subject, from, ...to, ...cc, text, ...names].join('\n')
}
