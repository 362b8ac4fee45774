import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be cut and mended: what a program sees of a database that goes away and comes back. */
export interface CuttableLink {
  /** The given address with this link in its place. */
  readonly url: string
  /** Breaks every connection and refuses new ones. */
  cut(): void
  /** Lets nothing through any more, and says nothing: connections stay, new ones are taken. */
  stall(): void
  mend(): void
  close(): Promise<void>
}

export async function cuttableLink(url: string): Promise<CuttableLink> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let whole = true
  let flows = true
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  // What is written to either side stays here.
  const hold = (socket: Socket) => { socket.cork() }
  const server = createServer((socket) => {
    keep(socket)
    if (!whole) return socket.resetAndDestroy()
    const onward = keep(connect(Number(target.port), target.hostname))
    socket.pipe(onward).pipe(socket)
    if (!flows) for (const side of [socket, onward]) hold(side)
    socket.on('close', () => onward.destroy())
    onward.on('close', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the link has no port')
  const through = new URL(url)
  through.host = `127.0.0.1:${address.port}`
  return {
    url: through.href,
    cut() {
      whole = false
      for (const socket of sockets) socket.resetAndDestroy()
    },
    stall() {
      flows = false
      for (const socket of sockets) hold(socket)
    },
    mend() {
      whole = true
      flows = true
      for (const socket of sockets) socket.uncork()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
