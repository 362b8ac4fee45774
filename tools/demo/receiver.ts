import { once } from 'node:events'
import { createServer } from 'node:http'

export interface Callback { readonly authorization: string, readonly body: string }

export interface Receiver {
  readonly url: string
  /** The first callback about an order, waiting for it if need be; fails when none comes within some seconds. */
  about(orderId: string): Promise<Callback>
  close(): void
}

const PATIENCE_MS = 20_000

/** A subscriber: an HTTP server on this machine that takes callbacks and keeps them. */
export async function startReceiver(): Promise<Receiver> {
  const received: Callback[] = []
  const looks = new Set<() => void>()
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => { body += text })
    request.on('end', () => {
      received.push({ authorization: request.headers.authorization ?? 'none', body })
      response.end()
      for (const look of looks) look()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return {
    url: `http://127.0.0.1:${address.port}/callback`,
    about: (orderId) => new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer)
        looks.delete(look)
        finish()
      }
      const look = () => {
        const found = received.find(({ body }) => body.includes(orderId))
        if (found) end(() => { resolve(found) })
      }
      const timer = setTimeout(() => { end(() => { reject(new Error(`no callback about order ${orderId} within ${PATIENCE_MS / 1000} s`)) }) }, PATIENCE_MS)
      looks.add(look)
      look()
    }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
