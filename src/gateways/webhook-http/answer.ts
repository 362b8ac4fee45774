import type { IncomingMessage } from 'node:http'
import { storableText } from './storable-text.ts'

const KEPT_BODY_BYTES = 4_096
const MAX_HEAD_LENGTH = 8_192
const MAX_HEADERS_LENGTH = 8_000

/** Past this much body, reading is a favour to nobody: the socket is not worth keeping. */
export const MAX_BODY_BYTES = 1_048_576

/**
 * What a receiver has answered so far. Keeps the start of the body and counts the rest, so its memory does not
 * depend on the receiver. Never interprets the body, whatever its type says.
 */
export class Answer {
  readonly status: number
  /** Whether it is a challenge that Basic credentials would answer. */
  readonly asksForBasic: boolean
  readonly #headers: string
  readonly #decisiveBytes: number
  readonly #kept: Buffer[] = []
  #keptBytes = 0
  #receivedBytes = 0
  #note: string | null = null

  constructor(response: IncomingMessage, decisiveBytes: number) {
    this.status = response.statusCode ?? 0
    this.asksForBasic = /(?:^|,)\s*Basic(?:\s|,|$)/i.test(response.headers['www-authenticate'] ?? '')
    this.#headers = storableText(headText(response), MAX_HEADERS_LENGTH)
    this.#decisiveBytes = Math.min(decisiveBytes, MAX_BODY_BYTES)
  }

  /** Takes the next piece of the body. */
  add(chunk: Buffer): void {
    this.#receivedBytes += chunk.length
    const room = KEPT_BODY_BYTES - this.#keptBytes
    if (room <= 0) return
    // Copied, because a slice would hold on to the whole read buffer of the socket.
    const piece = Buffer.from(chunk.subarray(0, room))
    this.#kept.push(piece)
    this.#keptBytes += piece.length
  }

  /** So much has arrived that the status decides, however the body goes on. */
  get isDecided(): boolean {
    return this.#receivedBytes >= this.#decisiveBytes
  }

  /** Nothing more is read. */
  get isTooLong(): boolean {
    return this.#receivedBytes > MAX_BODY_BYTES
  }

  /** Records in the head that the body did not end, and why reading stopped. */
  markCut(why: string): void {
    this.#note = `note: the body was cut after ${this.#receivedBytes} bytes: ${why}`
  }

  head(): string {
    const text = this.#note === null ? this.#headers : `${this.#headers}\n${this.#note}`
    return storableText(text, MAX_HEAD_LENGTH)
  }

  body(): string {
    // While streaming, the decoder holds back a character that the cut has split, instead of making it unreadable.
    const text = new TextDecoder().decode(Buffer.concat(this.#kept), { stream: this.#receivedBytes > this.#keptBytes })
    return storableText(text, KEPT_BODY_BYTES)
  }
}

function headText(response: IncomingMessage): string {
  const lines = [`HTTP/${response.httpVersion} ${response.statusCode} ${response.statusMessage}`.trimEnd()]
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    lines.push(`${response.rawHeaders[i]}: ${response.rawHeaders[i + 1]}`)
  }
  return lines.join('\n')
}
