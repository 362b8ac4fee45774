import { X509Certificate } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent, type AgentOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import { checkServerIdentity, createSecureContext, getCACertificates, TLSSocket } from 'node:tls'
import { hasPinnedKey, PinMismatchError, type Pin } from './public-key.ts'

// Below the five seconds after which common servers close an idle connection, so that few kept sockets are stale.
const IDLE_SOCKET_MS = 4_000
const MOST_PINS = 200

export interface Agents {
  /** Keeps sockets for the next request to the same host. */
  kept: (url: URL, pin?: Pin) => HttpAgent
  /** Opens a socket for each request and closes it afterwards. */
  fresh: (url: URL, pin?: Pin) => HttpAgent
  destroy: () => void
}

/** What we show to a receiver that asks who is calling; PEM. */
export interface ClientCertificate { readonly cert: string, readonly key: string }

export interface AgentsOptions {
  lookup: LookupFunction
  maxSocketsPerHost: number
  /** PEM certificates trusted besides those that Node trusts. */
  certificateAuthorities: readonly string[]
  clientCertificate: ClientCertificate | undefined
}

interface Pair { readonly kept: HttpAgent, readonly fresh: HttpAgent }

/** An agent that speaks to nobody who has not the key: the certificate counts by its key, not by who issued it. */
class KeyPinningAgent extends HttpsAgent {
  readonly #pin: Pin

  constructor(options: AgentOptions, pin: Pin) {
    super(options)
    this.#pin = pin
  }

  override createConnection(...options: Parameters<HttpsAgent['createConnection']>): ReturnType<HttpsAgent['createConnection']> {
    const socket = super.createConnection(...options)
    // First of all listeners, at the end of the handshake: nothing has been written to the receiver by then.
    if (socket instanceof TLSSocket) {
      socket.prependOnceListener('secureConnect', () => {
        if (!hasPinnedKey(this.#pin, socket.getPeerX509Certificate())) socket.destroy(new PinMismatchError())
      })
    }
    return socket
  }
}

/** Agents for receivers that are held to a subscriber's certificate or key; those that were used last are kept. */
class PinnedAgents {
  readonly #options: AgentsOptions
  readonly #socket: AgentOptions
  readonly #keepAlive: AgentOptions
  readonly #pairs = new Map<string, Pair>()

  constructor(options: AgentsOptions, socket: AgentOptions, keepAlive: AgentOptions) {
    this.#options = options
    this.#socket = socket
    this.#keepAlive = keepAlive
  }

  pair(pin: Pin): Pair {
    const pair = this.#pairs.get(pin.source) ?? this.#make(pin)
    this.#pairs.delete(pin.source)
    this.#pairs.set(pin.source, pair)
    const [oldest] = this.#pairs
    if (this.#pairs.size > MOST_PINS && oldest) {
      this.#pairs.delete(oldest[0])
      for (const agent of [oldest[1].kept, oldest[1].fresh]) agent.destroy()
    }
    return pair
  }

  #make(pin: Pin): Pair {
    // A resumed session brings no certificate to look at, so each connection shakes hands anew.
    const socket = { ...this.#socket, maxCachedSessions: 0, ...this.#options.clientCertificate }
    if (pin.certificates.length === 0) {
      const secure = { ...socket, rejectUnauthorized: false }
      return { kept: new KeyPinningAgent({ ...secure, ...this.#keepAlive }, pin), fresh: new KeyPinningAgent(secure, pin) }
    }
    const secure: AgentOptions = {
      ...socket, rejectUnauthorized: true, ca: [...pin.certificates], allowPartialTrustChain: true,
      // A certificate that is the subscriber's own proves who it is, whatever name stands in it; one that an authority issued does not.
      checkServerIdentity: (host, peer) => hasPinnedKey(pin, new X509Certificate(peer.raw)) ? undefined : checkServerIdentity(host, peer),
    }
    return { kept: new HttpsAgent({ ...secure, ...this.#keepAlive }), fresh: new HttpsAgent(secure) }
  }

  destroy(): void {
    for (const { kept, fresh } of this.#pairs.values()) for (const agent of [kept, fresh]) agent.destroy()
  }
}

/** Makes the agents of one sender. Certificates are always verified, whatever the environment says. */
export function createAgents(options: AgentsOptions): Agents {
  const { lookup, maxSocketsPerHost, certificateAuthorities, clientCertificate } = options
  const socket = { lookup, maxSockets: maxSocketsPerHost }
  const keepAlive = { keepAlive: true, maxFreeSockets: maxSocketsPerHost, timeout: IDLE_SOCKET_MS }
  // Made once: reading all root certificates for each connection is slow.
  const secureContext = createSecureContext({ ca: [...getCACertificates('default'), ...certificateAuthorities], ...clientCertificate })
  const secure = { secureContext, rejectUnauthorized: true }
  const plain: Pair = { kept: new HttpAgent({ ...socket, ...keepAlive }), fresh: new HttpAgent(socket) }
  const tls: Pair = { kept: new HttpsAgent({ ...socket, ...keepAlive, ...secure }), fresh: new HttpsAgent({ ...socket, ...secure }) }
  const pinned = new PinnedAgents(options, socket, keepAlive)
  const pairFor = (url: URL, pin?: Pin): Pair => url.protocol !== 'https:' ? plain : pin ? pinned.pair(pin) : tls
  return {
    kept: (url, pin) => pairFor(url, pin).kept,
    fresh: (url, pin) => pairFor(url, pin).fresh,
    destroy: () => {
      for (const agent of [plain.kept, plain.fresh, tls.kept, tls.fresh]) agent.destroy()
      pinned.destroy()
    },
  }
}
