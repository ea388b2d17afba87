/** Work that is done in rounds, one after the other: when somebody knocks, and when the round before said that it is time again. */
export class Rounds {
  readonly #round: (stopping: AbortSignal) => Promise<number>
  readonly #failed: (error: unknown) => void
  readonly #stopping = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #at = Infinity
  #running: Promise<void> = Promise.resolve()

  /** A round answers after how many milliseconds there is something to do again. */
  constructor(round: (stopping: AbortSignal) => Promise<number>, failed: (error: unknown) => void) {
    this.#round = round
    this.#failed = failed
  }

  /** By then at the latest a round begins. */
  wakeIn(milliseconds: number): void {
    const at = Date.now() + milliseconds
    if (this.#stopping.signal.aborted || at >= this.#at) return
    clearTimeout(this.#timer)
    this.#at = at
    this.#timer = setTimeout(() => {
      this.#at = Infinity
      this.#running = this.#running.then(() => this.#go())
    }, milliseconds).unref()
  }

  /** Begins no further round; the one under way hears of it, and is waited for. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    clearTimeout(this.#timer)
    await this.#running
  }

  async #go(): Promise<void> {
    if (this.#stopping.signal.aborted) return
    try {
      this.wakeIn(await this.#round(this.#stopping.signal))
    } catch (error) {
      this.#failed(error)
      this.wakeIn(5000)
    }
  }
}
