import type { FreshAccount, World } from './world.ts'
import { text } from './xml.ts'

/** An order for numbers of an area code, which waits for those that are missing. */
export const backOrder = (site: number, areaCode: string, quantity: number, more = ''): string =>
  `<Order><SiteId>${site}</SiteId><BackOrderRequested>true</BackOrderRequested>${more}` +
  `<AreaCodeSearchAndOrderType><AreaCode>${areaCode}</AreaCode><Quantity>${quantity}</Quantity></AreaCodeSearchAndOrderType></Order>`

/** Leaves so many numbers of an area code on offer, and answers them. */
export async function leaveOnly(world: World, areaCode: string, count: number): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ tn: string }>(
    "select tn from telephone_number where left(tn, 3) = $1 and status = 'Available' order by tn limit $2", [areaCode, count])
  const kept = rows.map(({ tn }) => tn)
  await world.database.pool.query("delete from telephone_number where left(tn, 3) = $1 and status = 'Available' and not tn = any($2)", [areaCode, kept])
  return kept
}

/** What a client of an account sees and does of its orders. */
export function ordersOf(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>) {
  const path = `/accounts/${account}/orders`
  return {
    place: async (body: string) => text((await world.api('POST', path, body, { auth })).xml, 'Order/id'),
    post: (body: string) => world.api('POST', path, body, { auth }),
    get: async (id: string) => (await world.api('GET', `${path}/${id}`, undefined, { auth })).xml,
    put: (id: string, body: string) => world.api('PUT', `${path}/${id}`, body, { auth }),
    history: async (id: string) => (await world.api('GET', `${path}/${id}/history`, undefined, { auth })).xml,
  }
}
