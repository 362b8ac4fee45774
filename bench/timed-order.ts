import { setTimeout as pause } from 'node:timers/promises'
import { ACCOUNT, AUTH, type Stage } from './stage.ts'

export const headers = { authorization: `Basic ${Buffer.from(AUTH).toString('base64')}`, 'content-type': 'application/xml' }
export const address = ({ program }: Stage, path: string): string => `${program.origin}/api/accounts/${ACCOUNT}${path}`

/** Posts a body and answers the id of the order that it made. */
async function post(stage: Stage, path: string, body: string): Promise<string> {
  const answer = await fetch(address(stage, path), { method: 'POST', body, headers })
  const text = await answer.text()
  const id = /<(?:id|OrderId)>([^<]+)</.exec(text)?.[1]
  if (answer.status !== 201 || id === undefined) throw new Error(`POST ${path} answered ${answer.status}: ${text.slice(0, 300)}`)
  return id
}

/** Milliseconds from the POST of an order until it has ended, and how many numbers it was about. */
export async function timed(stage: Stage, path: string, body: string): Promise<{ ms: number, count: number }> {
  const started = performance.now()
  const id = await post(stage, path, body)
  for (;;) {
    const { rows: [order] } = await stage.pool.query<{ completed_count: number }>('select completed_count from orders where id = $1 and completed_at is not null', [id])
    if (order) return { ms: performance.now() - started, count: order.completed_count }
    await pause(5)
  }
}
