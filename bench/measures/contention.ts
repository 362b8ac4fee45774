import { setTimeout as pause } from 'node:timers/promises'
import { figure, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'

const CLIENTS = 50
const ROUNDS = 4
const OFFERED = 10
const TAKEN = 5
const ENOUGH = 5 * CLIENTS * ROUNDS * TAKEN
const FINAL = /<OrderStatus>(COMPLETE|PARTIAL|FAILED)</

const headers = { authorization: `Basic ${Buffer.from(AUTH).toString('base64')}`, 'content-type': 'application/xml' }

interface Place { readonly origin: string, readonly siteId: number }

async function call({ origin }: Place, path: string, body?: string): Promise<string> {
  const answer = await fetch(`${origin}/api/accounts/${ACCOUNT}${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`)
  return text
}

/** Searches, orders the first numbers of what is offered, and answers whether all of them were to be had. */
async function tryOnce(place: Place, areaCode: string): Promise<boolean> {
  const found = await call(place, `/availableNumbers?areaCode=${areaCode}&quantity=${OFFERED}`)
  const tns = [...found.matchAll(/<TelephoneNumber>(\d+)</g)].slice(0, TAKEN).map(([, tn]) => `<TelephoneNumber>${tn}</TelephoneNumber>`)
  const placed = await call(place, '/orders', `<Order><SiteId>${place.siteId}</SiteId><ExistingTelephoneNumberOrderType>` +
    `<TelephoneNumberList>${tns.join('')}</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`)
  const id = /<id>([^<]+)</.exec(placed)?.[1] ?? ''
  for (;;) {
    const status = FINAL.exec(await call(place, `/orders/${id}`))?.[1]
    if (status !== undefined) return status === 'COMPLETE'
    await pause(20)
  }
}

/** Clients that search one area code at the same time and order what they are offered first: the share of tries that get it. */
export async function contend(place: Place, areaCode: string, stock: number, bound?: { readonly atLeast: number }): Promise<Figure> {
  const tries: boolean[] = []
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) tries.push(await tryOnce(place, areaCode))
  }))
  const succeeded = tries.filter(Boolean).length / tries.length
  return figure(`first tries of ${CLIENTS} clients for ${TAKEN} of ${stock.toLocaleString('en')} numbers that succeed`, succeeded * 100, '%', bound)
}

/** Contention in an area code that has enough numbers for everybody; in so small a stock some must meet even by chance. */
export async function measureContention(stage: Stage): Promise<Figure[]> {
  const { rows: [rich] } = await stage.pool.query<{ code: string, count: string }>(
    `select left(tn, 3) as code, count(*) from telephone_number where status = 'Available' group by 1 having count(*) >= $1
    order by count(distinct left(tn, 6)) desc, 1 limit 1`, [ENOUGH])
  if (!rich) throw new Error('no area code has enough numbers left')
  return [await contend({ origin: stage.program.origin, siteId: stage.siteId }, rich.code, Number(rich.count))]
}
