import { request as httpRequest } from 'node:http'
import type { Agent, ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import { Answer } from './answer.ts'
import type { AttemptError } from './attempt.ts'
import { attemptError, timeoutError } from './attempt-error.ts'
import type { ExchangePhase } from './attempt-error.ts'
import { hostOf } from './host-of.ts'

const MAX_HEADER_BYTES = 16_384
const MAX_INTERIM_ANSWERS = 20

export interface ExchangeCall {
  url: URL
  headers: OutgoingHttpHeaders
  body: string
  /** Made with a guarded lookup. */
  agent: Agent
  decisiveBytes: number
  timeoutMs: number
  /** Aborts when the attempt's time is over. */
  deadline: AbortSignal
}

export interface ExchangeResult {
  answer: Answer | null
  error: AttemptError | null
  remoteAddress: string | null
  /** A kept socket was found dead: not a byte of an answer came, so the receiver may never have seen the request. */
  wasStaleSocket: boolean
}

/** Sends one request over one socket and reads its answer. Settles always, at the latest with the deadline. */
export function exchange(call: ExchangeCall): Promise<ExchangeResult> {
  return new Promise((resolve) => new Exchange(call, resolve).start())
}

class Exchange {
  readonly #call: ExchangeCall
  readonly #resolve: (result: ExchangeResult) => void
  readonly #request: ClientRequest
  #phase: ExchangePhase
  #answer: Answer | null = null
  #socket: Socket | null = null
  #bytesReadBefore = 0
  #remoteAddress: string | null = null
  #interimAnswers = 0
  #isOver = false

  constructor(call: ExchangeCall, resolve: (result: ExchangeResult) => void) {
    this.#call = call
    this.#resolve = resolve
    this.#phase = isIP(hostOf(call.url)) === 0 ? 'resolving the host name' : 'connecting'
    const { url, headers, agent } = call
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    this.#request = send(url, { method: 'POST', headers, agent, maxHeaderSize: MAX_HEADER_BYTES })
  }

  start(): void {
    const request = this.#request
    request.on('error', (error) => this.#fail(error))
    // Some endings (a 101 that nobody wants) come without an error.
    request.on('close', () => { if (!this.#isOver) this.#fail(new ConnectionClosedError()) })
    request.on('socket', (socket) => this.#follow(socket))
    request.on('information', () => this.#countInterimAnswer())
    request.on('upgrade', (response) => this.#startAnswer(response).#end())
    request.on('response', (response) => this.#read(response))
    this.#call.deadline.addEventListener('abort', this.#expire, { once: true })
    if (this.#call.deadline.aborted) this.#expire()
    else request.end(this.#call.body)
  }

  #follow(socket: Socket): void {
    this.#socket = socket
    this.#bytesReadBefore = socket.bytesRead
    if (!socket.connecting) {
      this.#connected(socket)
      this.#phase = 'waiting for the answer'
      return
    }
    socket.once('lookup', (error: Error | null) => {
      if (error === null) this.#phase = 'connecting'
    })
    socket.once('connect', () => {
      this.#connected(socket)
      this.#phase = this.#call.url.protocol === 'https:' ? 'negotiating TLS' : 'waiting for the answer'
    })
    socket.once('secureConnect', () => {
      this.#phase = 'waiting for the answer'
    })
  }

  #connected(socket: Socket): void {
    this.#remoteAddress = socket.remoteAddress ?? null
  }

  #countInterimAnswer(): void {
    this.#interimAnswers += 1
    if (this.#interimAnswers > MAX_INTERIM_ANSWERS) {
      this.#finish({ kind: 'protocol', message: `more than ${MAX_INTERIM_ANSWERS} interim answers and no final one` })
    }
  }

  #startAnswer(response: IncomingMessage): Exchange {
    this.#phase = 'reading the answer'
    this.#answer = new Answer(response, this.#call.decisiveBytes)
    return this
  }

  #read(response: IncomingMessage): void {
    this.#startAnswer(response)
    response.on('data', (chunk: Buffer) => {
      this.#answer?.add(chunk)
      if (this.#answer?.isTooLong === true) this.#cut('it is too long')
    })
    response.on('end', () => this.#end())
    response.on('error', (error) => this.#fail(error))
  }

  #end(): void {
    this.#finish(null)
  }

  #expire = (): void => {
    if (this.#answer?.isDecided === true) this.#cut('time ran out')
    else this.#finish(timeoutError(this.#call.timeoutMs, this.#phase))
  }

  #fail(error: Error): void {
    if (this.#answer?.isDecided === true) this.#cut('the connection broke')
    else this.#finish(attemptError(error, this.#phase))
  }

  #cut(why: string): void {
    if (this.#isOver) return
    this.#answer?.markCut(why)
    this.#finish(null, true)
  }

  #finish(error: AttemptError | null, isCut = false): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#call.deadline.removeEventListener('abort', this.#expire)
    const wasStaleSocket = error?.kind === 'reset' && this.#request.reusedSocket
      && this.#socket?.bytesRead === this.#bytesReadBefore
    // An answer that came before the whole request was taken leaves a socket that cannot be used again.
    if (error !== null || isCut || !this.#request.writableFinished) this.#request.destroy()
    this.#resolve({ answer: this.#answer, error, remoteAddress: this.#remoteAddress, wasStaleSocket })
  }
}

class ConnectionClosedError extends Error {
  readonly code = 'ECONNRESET'

  constructor() {
    super('the connection was closed before the answer was complete')
    this.name = 'ConnectionClosedError'
  }
}
