import numbers from '@bandwidth/numbers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { magic } from '../world/csrs.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** Customer service records through the vendor's own SDK from npm, unmodified. */
const { Client, CsrOrder } = numbers

let world: World
let owner: FreshAccount
let client: InstanceType<typeof Client>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  const [user = '', password = ''] = owner.auth.split(':')
  client = new Client(owner.account, user, password, '', '', { apiEndPoint: world.url })
})
afterAll(() => world.close())

describe('an order for a record', () => {
  it('is created, updated and read', async () => {
    const order = await CsrOrder.createAsync(client, { customerOrderId: 'MyId5', WorkingOrBillingTelephoneNumber: magic.guide, accountNumber: '123463', endUserPIN: '1231' })
    expect(order).toMatchObject({ orderId: expect.any(String), status: 'RECEIVED' })
    await world.settle(owner.account)
    expect(await CsrOrder.getAsync(client, order.orderId)).toMatchObject({
      status: 'COMPLETE', customerOrderId: 'MyId5', csrData: { customerName: 'House of Mouse', serviceAddress: { unparsedAddress: '1234 Main ST Durham NC 27707', zip: 27_707 } },
    })
  })

  it('is updated and cancelled', async () => {
    const order = await CsrOrder.createAsync(client, { WorkingOrBillingTelephoneNumber: magic.byHand })
    // The SDK looks for the order under `id`, which no answer has.
    const known = Object.assign(order, { id: order.orderId })
    await known.updateAsync({ endUserPIN: '1234' })
    await known.updateAsync({ status: 'REQUESTED_CANCEL' })
    await world.settle(owner.account)
    expect(await CsrOrder.getAsync(client, order.orderId)).toMatchObject({ status: 'CANCELLED' })
  })

  it('has notes', async () => {
    const order = Object.assign(await CsrOrder.createAsync(client, { WorkingOrBillingTelephoneNumber: magic.byHand }), { id: '' })
    order.id = order.orderId
    const note = await order.addNoteAsync({ userId: 'jbm', description: 'please hurry' })
    expect(note).toMatchObject({ userId: 'jbm', description: 'please hurry' })
    expect(await order.getNotesAsync()).toMatchObject([{ description: 'please hurry' }])
  })

  it('that failed is an error with the documented code', async () => {
    const order = await CsrOrder.createAsync(client, { WorkingOrBillingTelephoneNumber: magic.unsupported })
    await world.settle(owner.account)
    await expect(CsrOrder.getAsync(client, order.orderId)).rejects.toMatchObject({ code: 26_500, message: 'CSR is not available for this TN' })
  })

  it('that is refused is an error that says what is wrong', async () => {
    const refused = await CsrOrder.createAsync(client, { WorkingOrBillingTelephoneNumber: '123' }).catch((error: unknown) => error) as { status: number, response: { text: string } }
    expect(refused.status).toBe(400)
    expect(refused.response.text).toContain('ten digits')
  })
})
