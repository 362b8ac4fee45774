import { nowMs } from '../clock.ts'
import { Connection, requestText } from './connection.ts'

export interface LoadInput {
  readonly origin: string
  /** Asked for in turn. */
  readonly paths: readonly string[]
  readonly auth: string
  readonly connections: number
  readonly durationMs: number
}

export interface LoadOutput { readonly perSecond: number, readonly latenciesMs: readonly number[] }

/** GETs as fast as the server answers, one request after the other on each connection. Rejects on anything but a 200. */
export async function load({ origin, paths, auth, connections, durationMs }: LoadInput): Promise<LoadOutput> {
  const requests = paths.map((path) => requestText({ method: 'GET', path, auth }))
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(origin)))
  const latenciesMs: number[] = []
  const startedMs = nowMs()
  let next = 0
  try {
    await Promise.all(open.map(async (connection) => {
      for (let sentMs = nowMs(); sentMs - startedMs < durationMs; sentMs = nowMs()) {
        next += 1
        const { status, body } = await connection.send(requests[next % requests.length] ?? '')
        if (status !== 200) throw new Error(`the server answered ${status}: ${body.slice(0, 500)}`)
        latenciesMs.push(nowMs() - sentMs)
      }
    }))
  } finally {
    for (const connection of open) connection.close()
  }
  return { perSecond: latenciesMs.length / (nowMs() - startedMs) * 1000, latenciesMs }
}
