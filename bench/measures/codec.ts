import { NumberOrderCreated, NumberOrderRequest } from '../../src/domains/ordering/number-order/contract.ts'
import { echoOf } from '../../src/domains/ordering/number-order/views.ts'
import { decodeXml, encodeXml, validate } from '../../src/kernel/xml/index.ts'
import { compared, median, type Figure } from '../figure.ts'
import { orderBody } from '../generator/orders.ts'

const ROUNDS = 7

function timed(times: number, work: () => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedMs = performance.now()
    for (let i = 0; i < times; i += 1) work()
    return (performance.now() - startedMs) / times
  })
  return median(rounds)
}

function exchange(name: string, numbers: number, times: number): Figure {
  const tns = Array.from({ length: numbers }, (_, index) => String(9_195_550_000 + index))
  const request = Buffer.from(orderBody(743, tns))
  const created = { id: '018f3c1e-7b1a-7000-8000-000000000000', createdAt: new Date(0) }
  const read = () => {
    const decoded = decodeXml(NumberOrderRequest, request, { roots: ['Order'] })
    const checked = validate(NumberOrderRequest, decoded.value)
    if (!checked.ok) throw new Error('the order cannot be read')
    return checked.value as NumberOrderRequest
  }
  const answer = { order: echoOf(read(), created), orderStatus: 'RECEIVED' }
  const json = { request: Buffer.from(JSON.stringify(read())), answer: JSON.stringify(answer) }
  const value = timed(times, () => { encodeXml(NumberOrderCreated, { order: echoOf(read(), created), orderStatus: 'RECEIVED' }, { root: 'OrderResponse', declaration: true }) })
  const baseline = timed(times, () => {
    JSON.parse(json.request.toString('utf8'))
    JSON.stringify(answer)
  })
  return compared(name, { value, baseline, unit: 'ms' })
}

/** An order's body read and checked, and its answer written, beside JSON.parse and JSON.stringify of the same values unchecked. */
export async function measureCodec(): Promise<Figure[]> {
  return [exchange('codec, order of 1 number', 1, 2_000), exchange('codec, order of 5,000 numbers', 5_000, 5)]
}
