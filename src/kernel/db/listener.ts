import pg from 'pg'
import type { Logger } from '../log/logger.ts'

const RETRY_MS = 500

export interface ListenerOptions {
  readonly url: string
  readonly applicationName: string
  readonly channels: readonly string[]
  readonly onNotify: (channel: string, payload: string) => void
  /** Runs on every (re)connection, before notifications count: whatever was missed must be looked for then. */
  readonly onConnect: (client: pg.Client) => Promise<void>
  readonly log: Logger
}

/** A connection of its own that hears PostgreSQL notifications and comes back by itself when it is lost. */
export class Listener {
  readonly #options: ListenerOptions
  #client: pg.Client | undefined
  #connecting: Promise<void> = Promise.resolve()
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Connects for the first time; rejects where that fails, later losses are mended in the background. */
  async start(): Promise<void> {
    await this.#connect()
  }

  /** Gives the connection up and makes a new one, `onConnect` included. Nothing happens while one is being made anyway. */
  renew(): void {
    const client = this.#client
    if (!client) return
    this.#client = undefined
    void discard(client).then(() => { this.#reconnectLater() })
  }

  async #connect(): Promise<void> {
    const { url, applicationName, channels, onNotify, onConnect } = this.#options
    const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true, connectionTimeoutMillis: 5_000 })
    let broken: Error | undefined
    // A loss on the way here fails the connecting; only a later one is for `#lost`, so that none is mended twice.
    const lost = (error: Error) => {
      broken ??= error
      this.#lost(client, error)
    }
    client.on('error', lost)
    client.on('end', () => { lost(new Error('the connection ended')) })
    client.on('notification', (message) => { onNotify(message.channel, message.payload ?? '') })
    try {
      await client.connect()
      for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`)
      await onConnect(client)
      if (broken) throw broken
    } catch (error) {
      await discard(client)
      throw error
    }
    this.#client = client
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#closed || this.#client !== client) return
    this.#client = undefined
    this.#options.log.warn({ err: error }, 'the notification connection was lost; reconnecting')
    this.#reconnectLater()
  }

  #reconnectLater(): void {
    if (this.#closed) return
    this.#retry = setTimeout(() => {
      this.#connecting = this.#connect().catch((error: unknown) => {
        this.#options.log.warn({ err: error }, 'the notification connection could not be made')
        this.#reconnectLater()
      })
    }, RETRY_MS)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#connecting
    await this.#client?.end()
  }
}

/** Ends a connection that is of no more use; that it cannot even be ended in order changes nothing. */
async function discard(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined)
}
