import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { answer, startCallbackReceiver } from '../../../tests/world/callback-receiver.ts'
import { base64, createAuthority, hasOpenssl, publicKeyOf, selfSigned, type KeyPair } from '../../../tests/world/certificates.ts'
import { callbackTo, testSender } from '../../../tests/world/webhook-senders.ts'
import { readPublicKey } from './public-key.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of open.splice(0)) await close() })

interface Receiver { readonly url: string, readonly requests: string[] }

/** An HTTPS receiver that notes who its callers are. */
async function receiver(pair: KeyPair, clientAuthority?: string): Promise<Receiver> {
  const requests: string[] = []
  const mutual = clientAuthority === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca: clientAuthority }
  const server: Server = createServer({ ...pair, ...mutual }, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate()
    requests.push(String(subject?.CN ?? ''))
    request.resume().on('end', () => response.end('ok'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return { url: `https://localhost:${address.port}/`, requests }
}

async function outcomeOf(url: string, publicKey: string, options: Parameters<typeof testSender>[0] = {}) {
  const sender = testSender(options)
  const attempts = [await sender.send(callbackTo(url, { publicKey })), await sender.send(callbackTo(url, { publicKey }))]
  await sender.close()
  return attempts.map(({ outcome, error }) => error ? `${error.kind}: ${error.message}` : outcome)
}

describe.skipIf(!hasOpenssl)('a receiver that is held to a public key', () => {
  test('is called where its own certificate was given, in PEM, Base64 of PEM, or as a bare key', async () => {
    const pair = selfSigned()
    const { url, requests } = await receiver(pair)
    for (const key of [base64(pair.cert), pair.cert, base64(publicKeyOf(pair.cert))]) expect(await outcomeOf(url, key)).toEqual(['success', 'success'])
    expect(requests).toHaveLength(6)
  })

  test('is called where the authority that issued its certificate was given, or its own one alone', async () => {
    const authority = createAuthority()
    const pair = authority.issue('localhost')
    const { url, requests } = await receiver(pair)
    expect(await outcomeOf(url, base64(authority.cert))).toEqual(['success', 'success'])
    expect(await outcomeOf(url, base64(pair.cert))).toEqual(['success', 'success'])
    expect(requests).toHaveLength(4)
  })

  test('gets nothing where it is another, however well its certificate is trusted otherwise', async () => {
    const [pair, other] = [selfSigned(), selfSigned()]
    const { url, requests } = await receiver(pair)
    for (const key of [base64(other.cert), base64(publicKeyOf(other.cert))]) {
      const outcomes = await outcomeOf(url, key, { certificateAuthorities: [pair.cert] })
      expect(outcomes).toEqual([expect.stringMatching(/^tls: /), expect.stringMatching(/^tls: /)])
    }
    expect(requests).toEqual([])
  })

  test('gets nothing where the authority issued its certificate for another host', async () => {
    const authority = createAuthority()
    const { url, requests } = await receiver(authority.issue('elsewhere.example.com'))
    expect(await outcomeOf(url, base64(authority.cert))).toEqual([expect.stringMatching(/^tls: /), expect.stringMatching(/^tls: /)])
    expect(requests).toEqual([])
  })

  test('gets nothing where the key cannot be read', async () => {
    const pair = selfSigned()
    const { url, requests } = await receiver(pair)
    expect(await outcomeOf(url, 'LS0[...]LS0tLQ0K', { certificateAuthorities: [pair.cert] })).toEqual([expect.stringMatching(/^tls: /), expect.stringMatching(/^tls: /)])
    expect(requests).toEqual([])
  })
})

describe.skipIf(!hasOpenssl)('a receiver that asks who is calling', () => {
  test('sees our certificate, and turns away callers without', async () => {
    const [pair, authority] = [selfSigned(), createAuthority()]
    const { url, requests } = await receiver(pair, authority.cert)
    const clientCertificate = authority.issue('numbers.operator.example')
    expect(await outcomeOf(url, base64(pair.cert), { clientCertificate })).toEqual(['success', 'success'])
    expect(await outcomeOf(url, base64(publicKeyOf(pair.cert)), { clientCertificate })).toEqual(['success', 'success'])
    const trusting = testSender({ clientCertificate, certificateAuthorities: [pair.cert] })
    expect((await trusting.send(callbackTo(url))).outcome).toBe('success')
    await trusting.close()
    expect(requests).toEqual(Array.from({ length: 5 }, () => 'numbers.operator.example'))
    expect((await outcomeOf(url, base64(pair.cert)))[0]).toMatch(/^(tls|reset): /)
    expect(requests).toHaveLength(5)
  })
})

describe('credentials that wait for a challenge', () => {
  const basic = { username: 'u', password: 'p' }
  const challenge = (scheme: string) => answer(401, '', { 'www-authenticate': scheme })

  test('are sent by a second request where a 401 asks for Basic', async () => {
    const target = await startCallbackReceiver(({ headers }) => headers.authorization === undefined ? challenge('Digest x="y", Basic realm="callbacks"') : answer(200))
    const sender = testSender()
    const attempt = await sender.send(callbackTo(target.url, { basic, basicWhen: 'challenge' }))
    expect(attempt).toMatchObject({ outcome: 'success', requestHead: expect.stringContaining('authorization: Basic ***') })
    expect(target.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, `Basic ${btoa('u:p')}`])
    expect(target.requests[1]?.body).toBe(target.requests[0]?.body)
    await sender.close()
    await target.close()
  })

  test.each([['takes the callback without', answer(204), 'success'], ['asks for something else', challenge('Bearer'), 'rejected']])('are not sent to one that %s', async (_what, reaction, outcome) => {
    const target = await startCallbackReceiver(reaction)
    const sender = testSender()
    expect((await sender.send(callbackTo(target.url, { basic, basicWhen: 'challenge' }))).outcome).toBe(outcome)
    expect(target.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
    await sender.close()
    await target.close()
  })
})

describe('public keys', () => {
  test.each(['', 'LStLQ0K', 'LS0tLS1CRUdJTg==', base64('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'), 'MAA='])('that say nothing are not read (%j)', (text) => {
    expect(readPublicKey(text)).toBeUndefined()
  })
})
