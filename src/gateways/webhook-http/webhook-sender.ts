import { isIP } from 'node:net'
import { addressPolicy } from './address-policy.ts'
import type { AddressPolicy } from './address-policy.ts'
import { createAgents } from './agents.ts'
import type { Agents, ClientCertificate } from './agents.ts'
import type { AttemptError, WebhookAttempt, WebhookRequest } from './attempt.ts'
import { timeoutError } from './attempt-error.ts'
import { exchange } from './exchange.ts'
import type { ExchangeResult } from './exchange.ts'
import { guardedLookup, RefusedTargetError, resolveBySystem, sharedResolve } from './guarded-lookup.ts'
import type { ResolveHost } from './guarded-lookup.ts'
import { hostOf } from './host-of.ts'
import { HostSlots } from './host-slots.ts'
import { readPublicKey, type Pin } from './public-key.ts'
import { requestHead, requestHeaders } from './request-headers.ts'
import { checkTargetUrl } from './target-url.ts'

const DEFAULT_TIMEOUT_MS = 10_000
const DEFAULT_DECISIVE_BYTES = 65_536
const DEFAULT_SOCKETS_PER_HOST = 8

export interface WebhookSender {
  /**
   * Posts one callback to the customer's URL, once, and gives the full account of it. Whatever the target or the
   * network does is in the account; the promise rejects only for the caller's own mistakes (a header that cannot be
   * sent, a closed sender). Redirects are not followed.
   */
  send(request: WebhookRequest): Promise<WebhookAttempt>
  /** Takes no more requests, waits for those under way (each has its timeout), then closes the kept sockets. */
  close(): Promise<void>
}

export interface WebhookSenderOptions {
  /** Whether targets that are not on the public internet may be reached: all, none, or those in these CIDR ranges. */
  allowPrivate: boolean | readonly string[]
  clock: { monotonicMs(): number }
  userAgent: string
  /** Attempts, and so sockets, that one host has at a time; others wait. Default 8. */
  maxSocketsPerHost?: number
  /** PEM certificates to trust besides the system's, for receivers behind a private authority. */
  certificateAuthorities?: readonly string[]
  /** What receivers get to see that ask who is calling (mutual TLS). */
  clientCertificate?: ClientCertificate
  /** How host names are resolved. Default: by the operating system. */
  lookup?: ResolveHost
}

/** Makes a sender that is safe against its targets. Throws a TypeError for a CIDR range that cannot be read. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  return new HttpWebhookSender(options)
}

interface Call { request: WebhookRequest, url: URL, pin: Pin | undefined, deadline: AbortSignal, timeoutMs: number }

/** An exchange, with the head of the request that was sent last. */
interface Posted extends ExchangeResult { readonly requestHead: string }

class HttpWebhookSender implements WebhookSender {
  readonly #options: WebhookSenderOptions
  readonly #isAllowed: AddressPolicy
  readonly #agents: Agents
  readonly #slots: HostSlots
  readonly #underWay = new Set<Promise<Posted>>()
  #isClosed = false

  constructor(options: WebhookSenderOptions) {
    const maxSocketsPerHost = options.maxSocketsPerHost ?? DEFAULT_SOCKETS_PER_HOST
    this.#options = options
    this.#isAllowed = addressPolicy(options.allowPrivate)
    this.#slots = new HostSlots(maxSocketsPerHost)
    this.#agents = createAgents({
      lookup: guardedLookup(sharedResolve(options.lookup ?? resolveBySystem), this.#isAllowed),
      maxSocketsPerHost,
      certificateAuthorities: options.certificateAuthorities ?? [],
      clientCertificate: options.clientCertificate,
    })
  }

  async send(request: WebhookRequest): Promise<WebhookAttempt> {
    if (this.#isClosed) throw new Error('This webhook sender is closed')
    const startedMs = this.#options.clock.monotonicMs()
    const sent = this.#post(request)
    this.#underWay.add(sent)
    try {
      const result = await sent
      return attemptOf(result, Math.max(0, this.#options.clock.monotonicMs() - startedMs))
    } finally {
      this.#underWay.delete(sent)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled(this.#underWay)
    this.#agents.destroy()
  }

  async #post(request: WebhookRequest): Promise<Posted> {
    const target = checkTargetUrl(request.url)
    if (!target.ok) return notSent({ kind: 'refused-target', message: `The callback URL ${target.reason}` })
    const host = hostOf(target.url)
    if (isIP(host) !== 0 && !this.#isAllowed(host)) {
      return notSent({ kind: 'refused-target', message: new RefusedTargetError().message })
    }
    const isPinned = request.publicKey !== undefined && target.url.protocol === 'https:'
    const pin = isPinned ? readPublicKey(request.publicKey ?? '') : undefined
    if (isPinned && pin === undefined) return notSent({ kind: 'tls', message: 'the PublicKey of the subscription cannot be read, so nobody can match it' })
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), timeoutMs)
    try {
      return await this.#postInTurn({ request, url: target.url, pin, deadline: deadline.signal, timeoutMs })
    } finally {
      clearTimeout(timer)
    }
  }

  async #postInTurn(call: Call): Promise<Posted> {
    const grant = await this.#slots.acquire(call.url.origin, call.deadline)
    if (grant === 'expired') return notSent(timeoutError(call.timeoutMs, 'waiting for other callbacks to this host'))
    if (grant === 'full') {
      return notSent({ kind: 'connect', message: 'too many callbacks to this host are waiting already' })
    }
    try {
      return await this.#postWithCredentials(call)
    } finally {
      this.#slots.release(call.url.origin)
    }
  }

  async #postWithCredentials(call: Call): Promise<Posted> {
    const { basic, basicWhen = 'preemptive' } = call.request
    if (basic === undefined || basicWhen === 'preemptive') return this.#exchangeOnLiveSocket(call, basic)
    const first = await this.#exchangeOnLiveSocket(call, undefined)
    const isChallenge = first.error === null && first.answer?.status === 401 && first.answer.asksForBasic
    return isChallenge ? this.#exchangeOnLiveSocket(call, basic) : first
  }

  async #exchangeOnLiveSocket({ request, url, pin, deadline, timeoutMs }: Call, basic: WebhookRequest['basic']): Promise<Posted> {
    const headers = requestHeaders(request, this.#options.userAgent, basic)
    const head = requestHead(url, headers)
    const call = {
      url, deadline, timeoutMs, headers,
      body: request.body,
      decisiveBytes: request.maxResponseBytes ?? DEFAULT_DECISIVE_BYTES,
    }
    const result = await exchange({ ...call, agent: this.#agents.kept(url, pin) })
    // A receiver may close a kept socket at the very moment it is used again. That says nothing about the receiver,
    // so it gets the request once more; should it have seen the first, delivery is "at least once" anyway.
    const final = result.wasStaleSocket ? await exchange({ ...call, agent: this.#agents.fresh(url, pin) }) : result
    return { ...final, requestHead: head }
  }
}

function notSent(error: AttemptError): Posted {
  return { answer: null, error, remoteAddress: null, wasStaleSocket: false, requestHead: '' }
}

function attemptOf({ answer, error, remoteAddress, requestHead: head }: Posted, durationMs: number): WebhookAttempt {
  return {
    outcome: outcomeOf(answer?.status ?? null, error),
    status: answer?.status ?? null,
    requestHead: head,
    responseHead: answer?.head() ?? null,
    responseBody: answer?.body() ?? null,
    error,
    durationMs,
    remoteAddress,
  }
}

function outcomeOf(status: number | null, error: AttemptError | null): WebhookAttempt['outcome'] {
  if (error !== null || status === null) return 'failed'
  return status >= 200 && status < 300 ? 'success' : 'rejected'
}
