import { existingOrder, search } from './orders.ts'
import type { FreshAccount, World } from './world.ts'
import { text } from './xml.ts'

export type Owner = Pick<FreshAccount, 'account' | 'auth' | 'site'>

/** Orders numbers for an account and answers them, in service. */
export async function numbersOf(world: World, { account, auth, site }: Owner, quantity: number, areaCode = '919'): Promise<string[]> {
  const tns = await search(world, quantity, areaCode)
  const answer = await world.api('POST', `/accounts/${account}/orders`, existingOrder(site, tns), { auth })
  await world.settle(account)
  const order = await world.api('GET', `/accounts/${account}/orders/${text(answer.xml, 'Order/id')}`, undefined, { auth })
  if (text(order.xml, 'OrderStatus') !== 'COMPLETE') throw new Error(`the numbers were not to be had: ${order.text}`)
  return [...tns].sort()
}

export const listOf = (tns: readonly string[]): string => tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')

/** The body of an order that gives numbers up. */
export const disconnectOrder = (tns: readonly string[], more = ''): string =>
  `<DisconnectTelephoneNumberOrder><name>training run</name><DisconnectTelephoneNumberOrderType>` +
  `<TelephoneNumberList>${listOf(tns)}</TelephoneNumberList>${more}</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`

/** The body of an order that sets options, one group. */
export const optionOrder = (tns: readonly string[], options: string, more = ''): string =>
  `<TnOptionOrder>${more}<TnOptionGroups><TnOptionGroup>${options}<TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></TnOptionGroup></TnOptionGroups></TnOptionOrder>`

/** The body of an order that declares numbers. */
export const assignmentOrder = (action: string, tns: readonly string[], more = ''): string =>
  `<TelephoneNumbersAssignmentOrder>${more}<Action>${action}</Action><TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></TelephoneNumbersAssignmentOrder>`

/** What one account does with its numbers. */
export function actions(world: World, { account, auth }: Owner) {
  const call = (method: string, path: string, body?: string) => world.api(method, `/accounts/${account}${path}`, body, { auth })
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: string) => call('POST', path, body),
    /** Disconnects, settles and answers the order's id. */
    async disconnect(tns: readonly string[], more?: string): Promise<string> {
      const answer = await call('POST', '/disconnects', disconnectOrder(tns, more))
      await world.settle(account)
      return text(answer.xml, 'orderRequest/id')
    },
    /** Sets options, settles and answers the order's id. */
    async setOptions(tns: readonly string[], options: string): Promise<string> {
      const answer = await call('POST', '/tnoptions', optionOrder(tns, options))
      if (answer.status !== 201) throw new Error(`the options were refused with ${answer.status}: ${answer.text}`)
      await world.settle(account)
      return text(answer.xml, 'TnOptionOrder/OrderId')
    },
  }
}
