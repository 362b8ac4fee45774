import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { answer, flood, hang, redirect, reset, startCallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import type { CallbackBehaviour, CallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import { startRawReceiver } from '../../../tests/world/raw-receiver.ts'
import type { RawReceiver } from '../../../tests/world/raw-receiver.ts'
import { callbackTo, testSender } from '../../../tests/world/webhook-senders.ts'

const opened: { close(): Promise<void> }[] = []
const sender = testSender()
const MB = 1_048_576

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

async function receiver(behaviour: CallbackBehaviour): Promise<CallbackReceiver> {
  const started = await startCallbackReceiver(behaviour)
  opened.push(started)
  return started
}

async function rawReceiver(...parameters: Parameters<typeof startRawReceiver>): Promise<RawReceiver> {
  const started = await startRawReceiver(...parameters)
  opened.push(started)
  return started
}

function rawAnswer(text: string): Promise<RawReceiver> {
  return rawReceiver((socket) => socket.end(text))
}

describe('what is sent', () => {
  test('is the body with its type, its length and our name', async () => {
    const { url, requests } = await receiver(answer(200))
    await sender.send(callbackTo(`${url}?a=1&b=%20`, { body: '<Ü/>', headers: { 'X-Numberplane-Event': 'e1' } }))
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/callback?a=1&b=%20',
      body: '<Ü/>',
      headers: {
        'content-type': 'application/xml', 'content-length': '5', 'user-agent': 'Numberplane-test/1',
        'x-numberplane-event': 'e1', host: new URL(url).host,
      },
    })
    expect(requests[0]?.headers).not.toHaveProperty('authorization')
  })

  test('carries Basic credentials without being asked for them', async () => {
    const { url, requests } = await receiver(answer(200))
    await sender.send(callbackTo(url, { basic: { username: 'superuser', password: 'pä:s' } }))
    const expected = `Basic ${Buffer.from('superuser:pä:s').toString('base64')}`
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([expected])
  })

  test.each(['Host', 'content-length', 'Transfer-Encoding', 'connection', 'Expect'])(
    'never has its framing set by the caller (%s)', async (name) => {
      const { url, requests } = await receiver(answer(200))
      await expect(sender.send(callbackTo(url, { headers: { [name]: '1' } }))).rejects.toThrow(TypeError)
      await expect(sender.send(callbackTo(url, { headers: { 'x-a': 'b\r\nhost: c' } }))).rejects.toThrow(TypeError)
      expect(requests).toEqual([])
    })
})

describe('a complete answer', () => {
  test.each([200, 201, 202, 204, 299])('of %i is a success', async (status) => {
    const { url } = await receiver(answer(status, status === 204 ? '' : 'thanks', { 'x-id': '7' }))
    const attempt = await sender.send(callbackTo(url))
    expect(attempt).toMatchObject({
      outcome: 'success', status, error: null, remoteAddress: '127.0.0.1', responseBody: status === 204 ? '' : 'thanks',
    })
    expect(attempt.responseHead).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*x-id: 7`))
    expect(attempt.responseHead).not.toContain('note:')
    expect(attempt.durationMs).toBeGreaterThan(0)
  })

  test.each([300, 400, 401, 404, 410, 429, 500, 503])('of %i is a rejection', async (status) => {
    const { url } = await receiver(answer(status, 'no'))
    const attempt = await sender.send(callbackTo(url))
    expect(attempt).toMatchObject({ outcome: 'rejected', status, error: null, responseBody: 'no' })
  })

  test('that redirects is a rejection and is not followed', async () => {
    const other = await receiver(answer(200))
    const { url, requests } = await receiver(redirect(other.url))
    expect(await sender.send(callbackTo(url))).toMatchObject({ outcome: 'rejected', status: 302 })
    expect(requests).toHaveLength(1)
    expect(other.requests).toEqual([])
  })

  test('may switch protocols, which is a rejection', async () => {
    const { url } = await rawAnswer('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n')
    expect(await sender.send(callbackTo(url))).toMatchObject({ outcome: 'rejected', status: 101 })
  })

  test('may come after interim ones', async () => {
    const { url } = await rawAnswer('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody until the end')
    expect(await sender.send(callbackTo(url))).toMatchObject({ outcome: 'success', responseBody: 'body until the end' })
  })

  test('is kept as text that can be stored, whatever its bytes', async () => {
    const { url } = await rawReceiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-name: J\xf6rg\r\n\r\n', 'latin1')
      socket.end(Buffer.from([0x61, 0x00, 0xff, 0xed, 0xa0, 0x80, 0x62]))
    })
    const attempt = await sender.send(callbackTo(url))
    expect(attempt.responseBody).toMatch(/^a\uFFFD+b$/)
    expect(attempt.responseHead).toContain('x-name: Jörg')
  })

  test('is kept up to 4 KB, without half characters', async () => {
    const { url } = await receiver(answer(200, `x${'ü'.repeat(10_000)}`))
    expect((await sender.send(callbackTo(url))).responseBody).toBe(`x${'ü'.repeat(2_047)}`)
  })

  test('has its head kept up to 8 KB', async () => {
    const { url } = await receiver(answer(200, '', { 'x-long': 'y'.repeat(12_000) }))
    const attempt = await sender.send(callbackTo(url))
    expect(attempt.outcome).toBe('success')
    expect(attempt.responseHead?.length).toBeLessThanOrEqual(8_192)
  })
})

describe('an answer that is too long', () => {
  test('of 100 MB is a success by its status, and no more than a little of it is read', async () => {
    const target = await receiver(flood(100 * MB))
    const attempt = await sender.send(callbackTo(target.url))
    expect(attempt).toMatchObject({ outcome: 'success', status: 200, error: null, responseBody: 'x'.repeat(4_096) })
    expect(attempt.responseHead).toMatch(/\nnote: the body was cut after \d+ bytes: it is too long$/)
    // What was not read sits in the two kernels' socket buffers, a few MB each.
    expect(target.floodedBytes).toBeLessThan(20 * MB)
  })

  test('is a rejection by its status', async () => {
    const { url } = await receiver(answer(500, 'z'.repeat(3 * MB)))
    const attempt = await sender.send(callbackTo(url))
    expect(attempt).toMatchObject({ outcome: 'rejected', status: 500 })
    expect(attempt.responseHead).toContain('note: the body was cut')
  })

  test.each([
    ['hangs', 'time ran out', false],
    ['breaks', 'the connection broke', true],
  ])('counts by its status when it %s after the deciding bytes', async (_what, why, breaks) => {
    const { url } = await rawReceiver((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n${'x'.repeat(5_000)}`, () => {
        if (breaks) socket.end()
      })
    })
    const attempt = await sender.send(callbackTo(url, { timeoutMs: breaks ? 5_000 : 200, maxResponseBytes: 5_000 }))
    expect(attempt).toMatchObject({ outcome: 'success', status: 200, error: null })
    expect(attempt.responseHead).toContain(`note: the body was cut after 5000 bytes: ${why}`)
  })

  test('fails when its head has no end', async () => {
    const { url } = await rawReceiver((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`)
    })
    const attempt = await sender.send(callbackTo(url))
    expect(attempt).toMatchObject({ outcome: 'failed', status: null, responseHead: null, error: { kind: 'too-large' } })
  })

  test('fails when interim answers have no end', async () => {
    const { url } = await rawReceiver((socket) => {
      socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(1_000))
    })
    expect(await sender.send(callbackTo(url))).toMatchObject({ outcome: 'failed', error: { kind: 'protocol' } })
  })
})

describe('no complete answer', () => {
  test('because the receiver hangs: a timeout', async () => {
    const { url, requests } = await receiver(hang)
    const attempt = await sender.send(callbackTo(url, { timeoutMs: 200 }))
    expect(attempt).toMatchObject({
      outcome: 'failed', status: null, responseHead: null, responseBody: null, remoteAddress: '127.0.0.1',
      error: { kind: 'timeout', message: 'no complete answer within 200 ms (while waiting for the answer)' },
    })
    expect(requests).toHaveLength(1)
  })

  test.each([
    ['body', 'HTTP/1.1 200 OK\r\n\r\n', 200],
    ['head', 'HTTP/1.1 200 OK\r\nx-slow: ', null],
  ])('because the %s trickles: a timeout', async (_part, start, status) => {
    const { url } = await rawReceiver((socket) => {
      socket.write(start)
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const attempt = await sender.send(callbackTo(url, { timeoutMs: 200 }))
    expect(attempt).toMatchObject({ outcome: 'failed', status, error: { kind: 'timeout' } })
  })

  test('because the receiver never reads: a timeout', async () => {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const connected = once(server, 'connection')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const body = 'x'.repeat(32 * MB)
    const attempt = await sender.send(callbackTo(`http://127.0.0.1:${port}/`, { body, timeoutMs: 200 }))
    expect(attempt).toMatchObject({ outcome: 'failed', status: null, error: { kind: 'timeout' } })
    const [socket] = await connected
    socket.destroy()
    server.close()
  })

  test('because the connection is reset', async () => {
    const { url, requests } = await receiver(reset)
    expect(await sender.send(callbackTo(url))).toMatchObject({ outcome: 'failed', error: { kind: 'reset' } })
    expect(requests).toHaveLength(1)
  })

  test.each([
    ['before the head', '', null],
    ['within the head', 'HTTP/1.1 200 OK\r\nContent-Le', null],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive', 200],
    ['within a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfi', 200],
  ])('because the connection is closed early, %s', async (_where, text, status) => {
    const target = await rawAnswer(text)
    const attempt = await sender.send(callbackTo(target.url))
    expect(attempt).toMatchObject({ outcome: 'failed', status, error: { kind: 'reset' } })
    expect(target.requests).toBe(1)
  })

  test.each([
    ['garbage', '\x16\x03\x01garbage\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a chunk of no size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ])('because the answer is %s', async (_what, text) => {
    const { url } = await rawAnswer(text)
    expect(await sender.send(callbackTo(url))).toMatchObject({ outcome: 'failed', error: { kind: 'protocol' } })
  })

  test('because nobody listens', async () => {
    const { url, close } = await startCallbackReceiver()
    await close()
    const attempt = await sender.send(callbackTo(url))
    expect(attempt).toMatchObject({ outcome: 'failed', status: null, remoteAddress: null, error: { kind: 'connect' } })
    const byName = await sender.send(callbackTo(url.replace('127.0.0.1', 'localhost')))
    expect(byName).toMatchObject({ outcome: 'failed', error: { kind: 'connect' } })
  })
})
