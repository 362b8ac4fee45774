import type { World } from './world.ts'
import { text, texts } from './xml.ts'

/** The seeded site of the sandbox account. */
export async function firstSite(world: World): Promise<number> {
  const row = await world.database.db.selectFrom('site').select('id').where('account_id', '=', world.account).orderBy('id').executeTakeFirstOrThrow()
  return row.id
}

/** Available numbers that a search by area code offers. */
export async function search(world: World, quantity: number, areaCode = '919'): Promise<string[]> {
  const answer = await world.api('GET', `/accounts/${world.account}/availableNumbers?areaCode=${areaCode}&quantity=${quantity}`)
  if (answer.status !== 200) throw new Error(`search answered ${answer.status}: ${answer.text}`)
  return texts(answer.xml, 'TelephoneNumberList/TelephoneNumber')
}

/** The body of an order for listed numbers. */
export function existingOrder(siteId: number | string, tns: readonly string[], more = ''): string {
  const list = tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')
  return `<Order><CustomerOrderId>test-1</CustomerOrderId><Name>Existing Number Order</Name><SiteId>${siteId}</SiteId>${more}` +
    `<ExistingTelephoneNumberOrderType><TelephoneNumberList>${list}</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`
}

/** Places an order and answers its id; fails when it is refused. */
export async function place(world: World, body: string): Promise<string> {
  const answer = await world.api('POST', `/accounts/${world.account}/orders`, body)
  if (answer.status !== 201) throw new Error(`the order was refused with ${answer.status}: ${answer.text}`)
  return text(answer.xml, 'Order/id')
}
