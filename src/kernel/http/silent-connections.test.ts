import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { closeSilentConnections } from './silent-connections.ts'

const sockets: Socket[] = []
afterEach(() => { for (const socket of sockets.splice(0)) socket.destroy() })

async function open() {
  const app = fastify({ forceCloseConnections: 'idle', requestTimeout: 30_000 })
  closeSilentConnections(app)
  app.post('/', async (request) => ({ got: request.body }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port ?? 0 : 0
  const socket = async (): Promise<Socket> => {
    const accepted = once(app.server, 'connection')
    const made = connect(port, '127.0.0.1')
    sockets.push(made)
    await accepted
    return made
  }
  return { app, socket }
}

it('a connection on which no request came does not hold up the end', async () => {
  const { app, socket } = await open()
  const silent = [await socket(), await socket()]
  const closed = Promise.all(silent.map((each) => once(each, 'close')))
  const start = systemClock.monotonicMs()
  await app.close()
  expect(systemClock.monotonicMs() - start).toBeLessThan(2_000)
  await closed
})

it('a request that has begun to come is taken and answered', async () => {
  const { app, socket } = await open()
  const client = await socket()
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n"')
  await once(app.server, 'request')
  const closing = app.close()
  client.write('a"')
  const [answer] = await once(client, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"got":"a"\}$/)
  client.destroy()
  await closing
})
