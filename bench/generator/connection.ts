import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Response { readonly status: number, readonly body: string }

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * A kept HTTP/1.1 connection that does one request after the other. It reads just enough of an answer (status,
 * Content-Length, body) to know where that ends, so that the machine's cores are left to the servers.
 */
export class Connection {
  readonly #socket: Socket
  #received: Buffer[] = []
  #waiting: { resolve: (response: Response) => void, reject: (error: Error) => void } | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => { this.#read(chunk) })
    socket.on('error', (error) => { this.#waiting?.reject(error) })
    socket.on('close', () => { this.#waiting?.reject(new Error('the server closed the connection')) })
  }

  static async open(origin: string): Promise<Connection> {
    const { hostname, port } = new URL(origin)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    return new Connection(socket)
  }

  /** Sends a request as it stands, head and body. */
  send(request: string): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#waiting = undefined
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received.push(chunk)
    const all = this.#received.length === 1 ? chunk : Buffer.concat(this.#received)
    const headEnd = all.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = all.toString('latin1', 0, headEnd)
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
    const bodyStart = headEnd + HEAD_END.length
    if (all.length < bodyStart + length) return
    this.#received = []
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), body: all.toString('utf8', bodyStart, bodyStart + length) })
  }
}

interface RequestText { readonly method: string, readonly path: string, readonly auth: string, readonly body?: string }

/** A request as it goes over the wire. `auth` is `user:password`. */
export function requestText({ method, path, auth, body }: RequestText): string {
  const content = body === undefined ? '' : `Content-Type: application/xml; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Basic ${Buffer.from(auth).toString('base64')}\r\n${content}\r\n${body ?? ''}`
}
