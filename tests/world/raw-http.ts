import { request } from 'node:http'
import { connect } from 'node:net'

/** An answer as it came over the wire: header names keep their spelling. */
export interface RawAnswer {
  readonly status: number
  /** Name, value, name, value, as received. */
  readonly rawHeaders: readonly string[]
  readonly body: string
}

export interface RawRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** `user:password`; none is sent where absent. */
  readonly auth?: string
}

/** One request that nothing is added to but Host, Content-Length and, where asked for, Authorization. Follows no redirect. */
export function rawRequest(origin: string, { method = 'GET', path, headers = {}, body, auth }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, auth, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, rawHeaders: response.rawHeaders, body: Buffer.concat(chunks).toString('utf8') })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/**
 * Writes bytes to a fresh connection and answers all that comes back, once the other side has ended the connection or,
 * where `until` is given, as soon as it finds that the text so far is all it wants. Rejects after 10 s.
 */
export function rawExchange(origin: string, bytes: string | Uint8Array, until: (text: string) => boolean = () => false): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setTimeout(10_000, () => {
      socket.destroy()
      reject(new Error(`no end of the answer in 10 s; so far: ${text.slice(0, 500)}`))
    })
    const finish = () => {
      socket.destroy()
      resolve(text)
    }
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (until(text)) finish()
    })
    socket.on('error', (error) => { if (text === '') reject(error) })
    socket.on('close', finish)
  })
}

/** The value of a header spelled exactly so, or undefined. */
export function exactHeader({ rawHeaders }: RawAnswer, name: string): string | undefined {
  const index = rawHeaders.findIndex((text, position) => position % 2 === 0 && text === name)
  return index < 0 ? undefined : rawHeaders[index + 1]
}
