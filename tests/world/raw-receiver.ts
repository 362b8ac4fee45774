import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'

/** The text that ends the body of every request to a raw receiver: it reads until it finds it. */
export const BODY_END = '<end/>'

export interface RawReceiver {
  url: string
  port: number
  connections: number
  /** Requests that were read to their end. */
  requests: number
  close(): Promise<void>
}

/**
 * A receiver that speaks whatever bytes a test wants. `onRequest` is called for each request that has been read;
 * `connection` and `request` count from 1, the latter within its connection.
 */
export async function startRawReceiver(
  onRequest: (socket: Socket, connection: number, request: number) => void,
): Promise<RawReceiver> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const connection = ++receiver.connections
    let text = ''
    let count = 0
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!text.includes(BODY_END)) return
      text = ''
      receiver.requests += 1
      onRequest(socket, connection, ++count)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port')
  const receiver: RawReceiver = {
    url: `http://127.0.0.1:${address.port}/`,
    port: address.port,
    connections: 0,
    requests: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}
