import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  url: string
  /** The received mails, as raw text. */
  received: { to: string[]; source: string }[]
  /** Answers the next recipients with this code instead of taking them. */
  refuse(code: number, times: number): void
  close(): Promise<void>
}

/** A real mail server on the loopback interface that accepts everything. */
export async function startMailServer(): Promise<MailServer> {
  const received: MailServer['received'] = []
  let refusal = { code: 0, times: 0 }
  let recipients: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, answer) {
      if (refusal.times-- > 0)
        return answer(Object.assign(new Error('not now'), { responseCode: refusal.code }))
      recipients.push(address)
      answer()
    },
    onData(stream, _session, answer) {
      const to = recipients
      recipients = []
      void text(stream).then((source) => {
        received.push({ to, source })
        answer()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    refuse: (code, times) => (refusal = { code, times }),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
