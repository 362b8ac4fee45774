import { nowMs } from '../clock.ts'
import { Connection, requestText } from './connection.ts'
import type { Receiver } from './receiver.ts'

export interface OrdersInput {
  readonly origin: string
  readonly accountId: number
  readonly siteId: number
  readonly auth: string
  /** The numbers of each order. */
  readonly orders: readonly (readonly string[])[]
  readonly clients: number
  /** Whether a client waits for its order's callback before it sends the next order, or only for the answer. */
  readonly waitForCallback: boolean
}

export interface OrdersOutput {
  /** From the first POST sent to the last callback received. */
  readonly elapsedMs: number
  /** POST sent to its answer read. */
  readonly answerMs: readonly number[]
  /** POST sent to the callback that says COMPLETE. */
  readonly completeMs: readonly number[]
}

/** The body of an order for existing numbers, as a client would write it. */
export function orderBody(siteId: number, tns: readonly string[]): string {
  const list = tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?><Order><CustomerOrderId>bench-1</CustomerOrderId><Name>Bench order</Name><SiteId>${siteId}</SiteId>` +
    `<PartialAllowed>false</PartialAllowed><BackOrderRequested>false</BackOrderRequested>` +
    `<ExistingTelephoneNumberOrderType><TelephoneNumberList>${list}</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`
}

/** Places orders and waits until each has been called back. Rejects when one is refused. */
export async function placeOrders(receiver: Receiver, input: OrdersInput): Promise<OrdersOutput> {
  const path = `/api/accounts/${input.accountId}/orders`
  const requests = input.orders.map((tns) => requestText({ method: 'POST', path, auth: input.auth, body: orderBody(input.siteId, tns) }))
  const open = await Promise.all(Array.from({ length: input.clients }, () => Connection.open(input.origin)))
  const answerMs: number[] = []
  const completions: Promise<{ sentMs: number, atMs: number }>[] = []
  const startedMs = nowMs()
  let next = 0
  const place = async (connection: Connection, request: string) => {
    const sentMs = nowMs()
    const { status, body } = await connection.send(request)
    if (status !== 201) throw new Error(`the server answered ${status}: ${body.slice(0, 500)}`)
    answerMs.push(nowMs() - sentMs)
    const orderId = /<id>([^<]*)/.exec(body)?.[1] ?? ''
    const completion = receiver.arrival(orderId).then((atMs) => ({ sentMs, atMs }))
    completions.push(completion)
    if (input.waitForCallback) await completion
  }
  try {
    await Promise.all(open.map(async (connection) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) await place(connection, request)
    }))
    const completed = await Promise.all(completions)
    return {
      elapsedMs: Math.max(...completed.map(({ atMs }) => atMs)) - startedMs,
      answerMs, completeMs: completed.map(({ sentMs, atMs }) => atMs - sentMs),
    }
  } finally {
    for (const connection of open) connection.close()
  }
}
