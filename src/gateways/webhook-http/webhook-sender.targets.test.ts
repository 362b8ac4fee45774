import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startCallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import type { CallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import { callbackTo, testSender } from '../../../tests/world/webhook-senders.ts'

let receiver: CallbackReceiver
let port: string
let connectionsBefore: number

beforeAll(async () => {
  receiver = await startCallbackReceiver()
  port = new URL(receiver.url).port
})
beforeEach(() => {
  connectionsBefore = receiver.connections
})
afterAll(() => receiver.close())

/** A resolver that gives these addresses, one list for each question, and counts the questions. */
function resolver(...answers: string[][]) {
  const lookup = async () => {
    const addresses = answers[lookup.asked++] ?? []
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  lookup.asked = 0
  return lookup
}

describe('a private target', () => {
  test.each([
    '127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '0x7f.1', '2130706433',
    '0177.0.0.1', '127.1', '0', '0.0.0.0', '169.254.169.254', '100.64.0.1', '224.0.0.1', '10.0.0.1', '[::]',
    '[fe80::1]', '[fd00::1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '１２７.0.0.1',
  ])('is refused and not connected to: %s', async (host) => {
    const attempt = await testSender({ allowPrivate: false }).send(callbackTo(`http://${host}:${port}/`))
    expect(attempt).toMatchObject({
      outcome: 'failed', status: null, remoteAddress: null, error: { kind: 'refused-target' },
    })
    expect(receiver.connections).toBe(connectionsBefore)
  })

  test('does not show the customer what an internal name resolves to', async () => {
    const sender = testSender({ allowPrivate: false, lookup: resolver(['10.11.12.13']) })
    const attempt = await sender.send(callbackTo('http://database.internal/'))
    expect(attempt.error?.kind).toBe('refused-target')
    expect(JSON.stringify(attempt)).not.toContain('10.11.12.13')
  })

  test('is reached when its range is listed, by number and by name', async () => {
    const sender = testSender({ allowPrivate: ['127.0.0.0/8'] })
    for (const host of ['127.0.0.1', '0x7f.1', 'localhost']) {
      const attempt = await sender.send(callbackTo(`http://${host}:${port}/`))
      expect(attempt).toMatchObject({ outcome: 'success', remoteAddress: '127.0.0.1' })
    }
    const other = await sender.send(callbackTo('http://10.0.0.1/'))
    expect(other.error?.kind).toBe('refused-target')
    await sender.close()
  })
})

describe('a host name', () => {
  test('that resolves to something else the next time is refused then', async () => {
    const lookup = resolver(['127.0.0.1'], ['169.254.169.254'])
    const sender = testSender({ allowPrivate: ['127.0.0.0/8'], lookup })
    const url = `http://rebind.example:${port}/`
    const first = await sender.send(callbackTo(url, { headers: { 'x-attempt': '1' } }))
    expect(first).toMatchObject({ outcome: 'success', remoteAddress: '127.0.0.1' })
    expect(lookup.asked).toBe(1)
    await sender.close()

    const again = testSender({ allowPrivate: ['127.0.0.0/8'], lookup })
    expect(await again.send(callbackTo(url))).toMatchObject({ outcome: 'failed', error: { kind: 'refused-target' } })
    expect(lookup.asked).toBe(2)
  })

  test('is asked for once for each connection: what was checked is what is connected', async () => {
    const lookup = resolver(['127.0.0.1'], ['127.0.0.1'])
    const sender = testSender({ allowPrivate: ['127.0.0.0/8'], lookup })
    const urls = ['a', 'b'].map((name) => `http://${name}.example:${port}/`)
    const attempts = await Promise.all(urls.map((url) => sender.send(callbackTo(url))))
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['success', 'success'])
    expect(lookup.asked).toBe(2)
    await sender.close()
  })

  test('with public and private addresses is connected at the allowed ones only', async () => {
    const sender = testSender({ allowPrivate: ['127.0.0.1/32'], lookup: resolver(['10.0.0.1', '127.0.0.1', '::1']) })
    const attempt = await sender.send(callbackTo(`http://mixed.example:${port}/`))
    expect(attempt).toMatchObject({ outcome: 'success', remoteAddress: '127.0.0.1' })
    await sender.close()
  })

  test('that does not exist is a DNS failure', async () => {
    const attempt = await testSender().send(callbackTo('http://receiver.invalid/', { timeoutMs: 25_000 }))
    expect(attempt).toMatchObject({ outcome: 'failed', remoteAddress: null, error: { kind: 'dns' } })
  })

  test('that is never resolved is a timeout, and its question is asked once for all who wait', async () => {
    let asked = 0
    const lookup = () => {
      asked += 1
      return new Promise<never>(() => undefined)
    }
    const sender = testSender({ lookup })
    const url = 'http://slow.example/'
    const attempts = await Promise.all([1, 2, 3].map(() => sender.send(callbackTo(url, { timeoutMs: 200 }))))
    expect(attempts.map(({ error }) => error)).toEqual(attempts.map(() => (
      { kind: 'timeout', message: 'no complete answer within 200 ms (while resolving the host name)' })))
    expect(asked).toBe(1)
  })
})

test.each(['', 'ftp://example.com/', 'http://user:secret@example.com/', '{your-callback-url}'])(
  'a URL that cannot be called is refused: %j', async (url) => {
    const attempt = await testSender().send(callbackTo(url))
    expect(attempt).toMatchObject({ outcome: 'failed', error: { kind: 'refused-target' } })
  })

test('a URL in quotes, as the documentation shows it, is called', async () => {
  const sender = testSender()
  expect(await sender.send(callbackTo(` "${receiver.url}" `))).toMatchObject({ outcome: 'success' })
  await sender.close()
})
