import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { createSecureContext, getCACertificates } from 'node:tls'

// Below the five seconds after which common servers close an idle connection, so that few kept sockets are stale.
const IDLE_SOCKET_MS = 4_000

export interface Agents {
  /** Keeps sockets for the next request to the same host. */
  kept: (url: URL) => HttpAgent
  /** Opens a socket for each request and closes it afterwards. */
  fresh: (url: URL) => HttpAgent
  destroy: () => void
}

export interface AgentsOptions {
  lookup: LookupFunction
  maxSocketsPerHost: number
  /** PEM certificates trusted besides those that Node trusts. */
  certificateAuthorities: readonly string[]
}

/** Makes the agents of one sender. Certificates are always verified, whatever the environment says. */
export function createAgents({ lookup, maxSocketsPerHost, certificateAuthorities }: AgentsOptions): Agents {
  const socket = { lookup, maxSockets: maxSocketsPerHost }
  const keepAlive = { keepAlive: true, maxFreeSockets: maxSocketsPerHost, timeout: IDLE_SOCKET_MS }
  // Made once: reading all root certificates for each connection is slow.
  const secureContext = createSecureContext({ ca: [...getCACertificates('default'), ...certificateAuthorities] })
  const secure = { secureContext, rejectUnauthorized: true }
  const kept = {
    http: new HttpAgent({ ...socket, ...keepAlive }),
    https: new HttpsAgent({ ...socket, ...keepAlive, ...secure }),
  }
  const fresh = { http: new HttpAgent(socket), https: new HttpsAgent({ ...socket, ...secure }) }
  return {
    kept: (url) => url.protocol === 'https:' ? kept.https : kept.http,
    fresh: (url) => url.protocol === 'https:' ? fresh.https : fresh.http,
    destroy: () => {
      for (const agent of [kept.http, kept.https, fresh.http, fresh.https]) agent.destroy()
    },
  }
}
