import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import { callbackTo, testSender } from '../../../tests/world/webhook-senders.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** A self-signed certificate for `localhost` and nothing else, made for this run. */
function selfSigned(): { key: string, cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert,
  ], { stdio: 'ignore' })
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return pair
}

describe.skipIf(!hasOpenssl)('over TLS', () => {
  let pair: { key: string, cert: string }
  let server: Server
  let port: number
  let requests = 0

  beforeAll(async () => {
    pair = selfSigned()
    server = createServer(pair, (request, response) => {
      requests += 1
      request.resume().on('end', () => response.end('secured'))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The receiver has no port')
    port = address.port
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  test('a receiver whose certificate is trusted is called, on a socket that is used again', async () => {
    const sender = testSender({ certificateAuthorities: [pair.cert] })
    const secured = once(server, 'secureConnection')
    for (const _ of [1, 2]) {
      const attempt = await sender.send(callbackTo(`https://localhost:${port}/`))
      expect(attempt).toMatchObject({ outcome: 'success', responseBody: 'secured', remoteAddress: '127.0.0.1' })
    }
    await secured
    await sender.close()
    expect(requests).toBe(2)
  })

  test('a receiver with an unknown certificate gets nothing', async () => {
    const before = requests
    const attempt = await testSender().send(callbackTo(`https://localhost:${port}/`))
    expect(attempt).toMatchObject({ outcome: 'failed', status: null, error: { kind: 'tls' } })
    expect(requests).toBe(before)
  })

  test('a receiver with the certificate of another host gets nothing', async () => {
    const before = requests
    const sender = testSender({ certificateAuthorities: [pair.cert] })
    const attempt = await sender.send(callbackTo(`https://127.0.0.1:${port}/`))
    expect(attempt).toMatchObject({ outcome: 'failed', error: { kind: 'tls' } })
    expect(requests).toBe(before)
  })

  test('a private receiver is refused as without TLS', async () => {
    const attempt = await testSender({ allowPrivate: false }).send(callbackTo(`https://localhost:${port}/`))
    expect(attempt.error?.kind).toBe('refused-target')
  })
})

test('a receiver that does not speak TLS is a TLS failure', async () => {
  const receiver = await startCallbackReceiver()
  const attempt = await testSender().send(callbackTo(receiver.url.replace('http:', 'https:')))
  expect(attempt).toMatchObject({ outcome: 'failed', status: null, error: { kind: 'tls' } })
  await receiver.close()
})
