import { setTimeout as pause } from 'node:timers/promises'
import { figure, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'

const CLIENTS = 50
const ROUNDS = 4
const OFFERED = 10
const TAKEN = 5
const FINAL = /<OrderStatus>(COMPLETE|PARTIAL|FAILED)</

const headers = { authorization: `Basic ${Buffer.from(AUTH).toString('base64')}`, 'content-type': 'application/xml' }

async function call({ program }: Stage, path: string, body?: string): Promise<string> {
  const answer = await fetch(`${program.origin}/api/accounts/${ACCOUNT}${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`)
  return text
}

/** Searches, orders the first numbers of what is offered, and answers whether all of them were to be had. */
async function tryOnce(stage: Stage, areaCode: string): Promise<boolean> {
  const found = await call(stage, `/availableNumbers?areaCode=${areaCode}&quantity=${OFFERED}`)
  const tns = [...found.matchAll(/<TelephoneNumber>(\d+)</g)].slice(0, TAKEN).map(([, tn]) => `<TelephoneNumber>${tn}</TelephoneNumber>`)
  const placed = await call(stage, '/orders', `<Order><SiteId>${stage.siteId}</SiteId><ExistingTelephoneNumberOrderType>` +
    `<TelephoneNumberList>${tns.join('')}</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`)
  const id = /<id>([^<]+)</.exec(placed)?.[1] ?? ''
  for (;;) {
    const status = FINAL.exec(await call(stage, `/orders/${id}`))?.[1]
    if (status !== undefined) return status === 'COMPLETE'
    await pause(20)
  }
}

/** Clients that search one area code at the same time and order what they are offered first: how often they get it. */
export async function measureContention(stage: Stage): Promise<Figure[]> {
  const { rows: [richest] } = await stage.pool.query<{ code: string, count: string }>(
    "select left(tn, 3) as code, count(*) from telephone_number where status = 'Available' group by 1 order by count(distinct left(tn, 6)) desc, 1 limit 1")
  if (!richest) throw new Error('no numbers are left')
  const tries: boolean[] = []
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) tries.push(await tryOnce(stage, richest.code))
  }))
  const succeeded = tries.filter(Boolean).length / tries.length
  return [figure(`first tries of ${CLIENTS} clients for ${TAKEN} of ${richest.count} numbers that succeed`, succeeded * 100, '%', { atLeast: 90 })]
}
