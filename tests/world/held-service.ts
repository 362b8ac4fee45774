import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A service over HTTP that answers nothing until it is told to: for what happens while somebody waits for it. */
export interface HeldService {
  readonly url: string
  /** The requests so far, answered or not: `PUT /id`. */
  readonly asked: readonly string[]
  /** Resolves when so many requests have come in all. */
  waitFor(count: number): Promise<void>
  /** Answers every request that waits, with 200 and this body. */
  release(body: object): void
  close(): Promise<void>
}

export async function startHeldService(): Promise<HeldService> {
  const asked: string[] = []
  const held: ServerResponse[] = []
  const waiters = new Set<() => void>()
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    held.push(response)
    for (const check of waiters) check()
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked,
    waitFor: (count) => new Promise((resolve) => {
      const check = () => {
        if (asked.length < count) return
        waiters.delete(check)
        resolve()
      }
      waiters.add(check)
      check()
    }),
    release(body) {
      for (const response of held.splice(0)) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => { resolve() })
    }),
  }
}
