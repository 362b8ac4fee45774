import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { nowMs } from '../clock.ts'

const ORDER_ID = /<OrderId>([^<]*)/

/** Takes callbacks, answers 200, and remembers when each came. Leaner than the tests' receiver, which keeps all of them. */
export class Receiver {
  readonly #server: Server
  readonly #waiters = new Map<string, (atMs: number) => void>()
  readonly #arrived = new Map<string, number>()
  #count = 0
  #lastMs = 0
  #expected: { count: number, resolve: (lastMs: number) => void } | undefined

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then(() => { response.writeHead(200, { 'content-length': 0 }).end() })
    })
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
    return `http://127.0.0.1:${address.port}`
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const atMs = nowMs()
    const orderId = ORDER_ID.exec(chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8'))?.[1] ?? ''
    this.#count += 1
    this.#lastMs = atMs
    const waiter = this.#waiters.get(orderId)
    if (waiter) waiter(atMs)
    else this.#arrived.set(orderId, atMs)
    if (this.#expected && this.#count >= this.#expected.count) this.#expected.resolve(atMs)
  }

  /** When the callback of an order came; waits for it where it has not. */
  arrival(orderId: string): Promise<number> {
    const atMs = this.#arrived.get(orderId)
    if (atMs !== undefined) return Promise.resolve(atMs)
    return new Promise((resolve) => {
      this.#waiters.set(orderId, (at) => {
        this.#waiters.delete(orderId)
        resolve(at)
      })
    })
  }

  /** Forgets what came. */
  clear(): void {
    this.#count = 0
    this.#arrived.clear()
    this.#waiters.clear()
  }

  /** When the last of so many callbacks came, counted from `clear`. */
  lastOf(count: number): Promise<number> {
    if (this.#count >= count) return Promise.resolve(this.#lastMs)
    return new Promise((resolve) => { this.#expected = { count, resolve } })
  }
}
