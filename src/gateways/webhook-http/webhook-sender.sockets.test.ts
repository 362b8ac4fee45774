import { afterEach, describe, expect, test } from 'vitest'
import { answer, hang, startCallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import { startRawReceiver } from '../../../tests/world/raw-receiver.ts'
import { callbackTo, testSender } from '../../../tests/world/webhook-senders.ts'

const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

function closedAfterwards<T extends { close(): Promise<void> }>(resource: T): T {
  opened.push(resource)
  return resource
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

test('one host is called over a bounded number of sockets, which are used again', async () => {
  const sender = closedAfterwards(testSender({ maxSocketsPerHost: 2 }))
  const receiver = closedAfterwards(await startCallbackReceiver(answer(200, 'ok')))
  const attempts = await Promise.all(Array.from({ length: 20 }, () => sender.send(callbackTo(receiver.url))))
  expect(new Set(attempts.map(({ outcome }) => outcome))).toEqual(new Set(['success']))
  expect(receiver.requests).toHaveLength(20)
  expect(receiver.connections).toBe(2)
})

test('waiting for a socket is part of the time of an attempt, and other hosts do not wait', async () => {
  const sender = closedAfterwards(testSender({ maxSocketsPerHost: 1 }))
  const hanging = closedAfterwards(await startCallbackReceiver(hang))
  const healthy = closedAfterwards(await startCallbackReceiver(answer(200)))
  const first = sender.send(callbackTo(hanging.url, { timeoutMs: 1_000 }))
  const second = sender.send(callbackTo(hanging.url, { timeoutMs: 200 }))
  expect(await sender.send(callbackTo(healthy.url))).toMatchObject({ outcome: 'success' })
  expect((await second).error).toEqual({
    kind: 'timeout', message: 'no complete answer within 200 ms (while waiting for other callbacks to this host)',
  })
  expect((await first).error?.kind).toBe('timeout')
  expect(hanging.requests).toHaveLength(1)
})

test('a socket whose answer was cut is not used again', async () => {
  const sender = closedAfterwards(testSender())
  const receiver = closedAfterwards(await startCallbackReceiver(answer(200, 'x'.repeat(2_000_000))))
  await sender.send(callbackTo(receiver.url))
  receiver.setBehaviour(answer(200, 'next'))
  expect(await sender.send(callbackTo(receiver.url))).toMatchObject({ outcome: 'success', responseBody: 'next' })
  expect(receiver.connections).toBe(2)
})

describe('a kept socket that turns out to be dead', () => {
  test.each([
    ['reset', true],
    ['closed', false],
  ])('(%s) is replaced at once by a fresh one', async (_how, isReset) => {
    const sender = closedAfterwards(testSender())
    const receiver = closedAfterwards(await startRawReceiver((socket, connection, request) => {
      if (connection !== 1 || request === 1) socket.write(OK)
      else if (isReset) socket.resetAndDestroy()
      else socket.end()
    }))
    expect(await sender.send(callbackTo(receiver.url))).toMatchObject({ outcome: 'success' })
    expect(await sender.send(callbackTo(receiver.url))).toMatchObject({ outcome: 'success', responseBody: 'ok' })
    expect({ connections: receiver.connections, requests: receiver.requests }).toEqual({ connections: 2, requests: 3 })
  })

  test('is replaced once only', async () => {
    const sender = closedAfterwards(testSender())
    const receiver = closedAfterwards(await startRawReceiver((socket, connection, request) => {
      if (connection === 1 && request === 1) socket.write(OK)
      else socket.resetAndDestroy()
    }))
    await sender.send(callbackTo(receiver.url))
    expect(await sender.send(callbackTo(receiver.url))).toMatchObject({ outcome: 'failed', error: { kind: 'reset' } })
    expect(receiver.connections).toBe(2)
  })

  test('is not replaced once a byte of an answer has come', async () => {
    const sender = closedAfterwards(testSender())
    const receiver = closedAfterwards(await startRawReceiver((socket, _connection, request) => {
      if (request === 1) socket.write(OK)
      else socket.end('HTTP/1.1 2')
    }))
    await sender.send(callbackTo(receiver.url))
    expect(await sender.send(callbackTo(receiver.url))).toMatchObject({ outcome: 'failed', error: { kind: 'reset' } })
    expect(receiver.connections).toBe(1)
  })
})

test('a fresh socket that is reset is not tried again', async () => {
  const sender = closedAfterwards(testSender())
  const receiver = closedAfterwards(await startRawReceiver((socket) => socket.resetAndDestroy()))
  expect(await sender.send(callbackTo(receiver.url))).toMatchObject({ outcome: 'failed', error: { kind: 'reset' } })
  expect(receiver.connections).toBe(1)
})

test('an answer that comes before the request is taken counts, and its socket is given up', async () => {
  // With one socket at a time, the second callback gets its turn only if the first has let go of its own.
  const sender = closedAfterwards(testSender({ maxSocketsPerHost: 1 }))
  let answered = 0
  const receiver = closedAfterwards(await startRawReceiver((socket) => {
    answered += 1
    socket.pause()
    socket.write(OK.replace('200 OK', '413 Too Large'))
  }))
  const body = `<end/>${'x'.repeat(20_000_000)}`
  const attempts = [await sender.send(callbackTo(receiver.url, { body })), await sender.send(callbackTo(receiver.url))]
  expect(attempts.map(({ status }) => status)).toEqual([413, 413])
  expect({ answered, connections: receiver.connections }).toEqual({ answered: 2, connections: 2 })
})

test('closing waits for what is under way and takes nothing new', async () => {
  const sender = testSender()
  const receiver = closedAfterwards(await startCallbackReceiver(answer(200)))
  const order: string[] = []
  const sent = sender.send(callbackTo(receiver.url)).then(({ outcome }) => order.push(outcome))
  const closed = sender.close().then(() => order.push('closed'))
  await expect(sender.send(callbackTo(receiver.url))).rejects.toThrow('closed')
  await Promise.all([sent, closed])
  expect(order).toEqual(['success', 'closed'])
  expect(receiver.requests).toHaveLength(1)
})
