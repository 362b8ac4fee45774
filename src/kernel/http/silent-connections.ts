import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** What a client that has just connected has for the first byte of its request, which may be on its way. */
const GRACE_MS = 250

/**
 * Closes connections on which nothing has ever come when the server closes. Node counts them neither as idle nor as under
 * way, so it would wait for them until they time out. A request that has begun to come is waited for.
 */
export function closeSilentConnections(app: FastifyInstance): void {
  const open = new Set<Socket>()
  const destroySilent = () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  }
  let isClosing = false
  app.server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => { open.delete(socket) })
    if (isClosing) setTimeout(destroySilent, GRACE_MS)
  })
  app.addHook('preClose', async () => {
    isClosing = true
    setTimeout(destroySilent, GRACE_MS)
  })
}
