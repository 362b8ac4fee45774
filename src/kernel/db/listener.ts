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
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Connects for the first time; rejects where that fails, later losses are mended in the background. */
  async start(): Promise<void> {
    await this.#connect()
  }

  async #connect(): Promise<void> {
    const { url, applicationName, channels, onNotify, onConnect } = this.#options
    const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true, connectionTimeoutMillis: 5_000 })
    client.on('error', (error) => { this.#lost(client, error) })
    client.on('end', () => { this.#lost(client, undefined) })
    client.on('notification', (message) => { onNotify(message.channel, message.payload ?? '') })
    this.#client = client
    await client.connect()
    for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`)
    await onConnect(client)
  }

  #lost(client: pg.Client, error: Error | undefined): void {
    if (this.#closed || this.#client !== client) return
    this.#client = undefined
    this.#options.log.warn({ err: error }, 'the notification connection was lost; reconnecting')
    this.#reconnectLater()
  }

  #reconnectLater(): void {
    if (this.#closed) return
    this.#retry = setTimeout(() => {
      this.#connect().catch((error: unknown) => {
        this.#client = undefined
        this.#options.log.warn({ err: error }, 'the notification connection could not be made')
        this.#reconnectLater()
      })
    }, RETRY_MS)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end()
  }
}
