import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** One request that a receiver has read to its end. */
export interface ReceivedCallback {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Milliseconds since the epoch, with fractions; never runs backwards within a process. */
  readonly at: number
}

/** What the receiver does with a request once it has read it. */
export type CallbackReaction =
  | { kind: 'answer', status: number, body: string, headers: Readonly<Record<string, string>> }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'flood', bytes: number }

/** A reaction, or a function that chooses one for each request; `n` counts the requests from 1. */
export type CallbackBehaviour = CallbackReaction | ((request: ReceivedCallback, n: number) => CallbackReaction)

export interface CallbackReceiver {
  /** `http://127.0.0.1:<port>/callback`; any other path is received too. */
  readonly url: string
  readonly requests: readonly ReceivedCallback[]
  /** Bytes of body that `flood` has handed to its sockets so far. */
  readonly floodedBytes: number
  /** Connections accepted so far. */
  readonly connections: number
  /**
   * Resolves as soon as so many requests have come in all (to all of them), or as soon as one satisfies the predicate
   * (to those that do), at once if that is so already. Rejects after `timeoutMs` (default 5,000).
   */
  waitFor(wanted: number | ((request: ReceivedCallback) => boolean), timeoutMs?: number):
    Promise<readonly ReceivedCallback[]>
  /** Holds for the requests that are read from now on. */
  setBehaviour(behaviour: CallbackBehaviour): void
  /** Breaks all connections, also those that hang, and frees the port. */
  close(): Promise<void>
}

export const hang: CallbackReaction = { kind: 'hang' }
export const reset: CallbackReaction = { kind: 'reset' }

export function answer(status: number, body = '', headers: Readonly<Record<string, string>> = {}): CallbackReaction {
  return { kind: 'answer', status, body, headers }
}

export function redirect(url: string): CallbackReaction {
  return answer(302, '', { location: url })
}

/** A 200 whose body has so many bytes. They are written as fast as the other side takes them. */
export function flood(bytes: number): CallbackReaction {
  return { kind: 'flood', bytes }
}

interface Waiter { check: () => boolean, fail: (reason: string) => void }

/** Starts a real HTTP server on the loopback interface that records the callbacks it gets. Answers 200 by default. */
export async function startCallbackReceiver(behaviour: CallbackBehaviour = answer(200)): Promise<CallbackReceiver> {
  const requests: ReceivedCallback[] = []
  const waiters = new Set<Waiter>()
  let current = behaviour
  let connections = 0
  let floodedBytes = 0

  const server = createServer((request, response) => {
    response.on('error', () => response.destroy())
    void readAll(request).then((body) => {
      if (body === null) return
      const received = receivedCallback(request, body)
      requests.push(received)
      for (const waiter of waiters) if (waiter.check()) waiters.delete(waiter)
      const reaction = typeof current === 'function' ? current(received, requests.length) : current
      react(reaction, request, response, (bytes) => { floodedBytes += bytes })
    })
  })
  server.on('connection', () => { connections += 1 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port')

  return {
    url: `http://127.0.0.1:${address.port}/callback`,
    requests,
    get floodedBytes() { return floodedBytes },
    get connections() { return connections },
    setBehaviour: (next) => { current = next },
    waitFor: (wanted, timeoutMs = 5_000) => waitFor(requests, waiters, wanted, timeoutMs),
    close: async () => {
      for (const waiter of waiters) waiter.fail('the receiver was closed')
      waiters.clear()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function waitFor(
  requests: readonly ReceivedCallback[], waiters: Set<Waiter>,
  wanted: number | ((request: ReceivedCallback) => boolean), timeoutMs: number,
): Promise<readonly ReceivedCallback[]> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer)
      waiters.delete(waiter)
      const seen = requests.map(({ method, path, body }) => `${method} ${path} ${body.slice(0, 200)}`).join('\n')
      reject(new Error(`Callbacks did not come (${reason}); ${requests.length} came:\n${seen}`))
    }
    const check = () => {
      const matching = typeof wanted === 'number' ? [...requests] : requests.filter(wanted)
      if (matching.length < (typeof wanted === 'number' ? wanted : 1)) return false
      clearTimeout(timer)
      resolve(matching)
      return true
    }
    const waiter: Waiter = { check, fail }
    const timer = setTimeout(() => fail(`after ${timeoutMs} ms`), timeoutMs)
    if (!check()) waiters.add(waiter)
  })
}

function receivedCallback(request: IncomingMessage, body: string): ReceivedCallback {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body,
    at: performance.timeOrigin + performance.now(),
  }
}

/** The body, or null when the sender went away before its end. */
async function readAll(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('error', () => resolve(null))
  })
}

function react(
  reaction: CallbackReaction, request: IncomingMessage, response: ServerResponse, count: (bytes: number) => void,
): void {
  switch (reaction.kind) {
    case 'answer':
      response.writeHead(reaction.status, reaction.headers).end(reaction.body)
      return
    case 'reset':
      request.socket.resetAndDestroy()
      return
    case 'flood':
      void writeFlood(response, reaction.bytes, count)
      return
    case 'hang':
      return
  }
}

async function writeFlood(response: ServerResponse, bytes: number, count: (bytes: number) => void): Promise<void> {
  const block = Buffer.alloc(65_536, 'x')
  const closed = new Promise<void>((resolve) => response.once('close', resolve))
  response.writeHead(200, { 'content-length': bytes })
  for (let left = bytes; left > 0 && !response.destroyed; left -= block.length) {
    const piece = block.subarray(0, Math.min(left, block.length))
    count(piece.length)
    if (!response.write(piece)) await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed])
  }
  response.end()
}

/** Receivers that are closed together. */
export function callbackReceivers(): { start(): Promise<CallbackReceiver>, close(): Promise<void> } {
  const started: CallbackReceiver[] = []
  return {
    async start() {
      const receiver = await startCallbackReceiver()
      started.push(receiver)
      return receiver
    },
    async close() { await Promise.all(started.splice(0).map((receiver) => receiver.close())) },
  }
}
