import { ACCOUNT, AUTH, type Stage } from './stage.ts'

/** Asks the product for callbacks of number orders. Answers the address of the subscription. */
async function subscribe({ program }: Stage, url: string): Promise<string> {
  const body = `<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>${url}</URL><Expiry>86400</Expiry></CallbackSubscription></Subscription>`
  const headers = { authorization: `Basic ${Buffer.from(AUTH).toString('base64')}`, 'content-type': 'application/xml' }
  const answer = await fetch(`${program.origin}/api/accounts/${ACCOUNT}/subscriptions`, { method: 'POST', headers, body })
  const location = answer.headers.get('location')
  if (answer.status !== 201 || location === null) throw new Error(`no subscription: ${answer.status} ${await answer.text()}`)
  return location
}

async function unsubscribe(location: string): Promise<void> {
  const answer = await fetch(location, { method: 'DELETE', headers: { authorization: `Basic ${Buffer.from(AUTH).toString('base64')}` } })
  if (!answer.ok) throw new Error(`the subscription stayed: ${answer.status} ${await answer.text()}`)
}

/** Runs work while so many subscriptions exist, each with a path of its own, at the receivers by turns: the stage's own unless given. */
export async function withSubscriptions<T>(
  stage: Stage, count: number, work: () => Promise<T>, receivers: readonly string[] = [stage.receiverUrl],
): Promise<T> {
  const locations: string[] = []
  try {
    for (let index = 0; index < count; index += 1) locations.push(await subscribe(stage, `${receivers[index % receivers.length]}/callback/${index}`))
    return await work()
  } finally {
    for (const location of locations) await unsubscribe(location)
  }
}
