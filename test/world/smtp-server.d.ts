// The part of smtp-server that tests use; the package brings no types.
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'
  type Answer = (error?: (Error & { responseCode?: number }) | null) => void
  export class SMTPServer {
    constructor(options: {
      disabledCommands?: string[]
      logger?: boolean
      onRcptTo?(address: { address: string }, session: object, answer: Answer): void
      onData?(stream: Readable, session: object, answer: Answer): void
    })
    readonly server: Server
    listen(port: number, host: string, ready: () => void): void
    close(done: () => void): void
  }
}
