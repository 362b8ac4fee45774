import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, assignmentOrder, numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

describe('200', () => {
  it('shows what the POST answered', async () => {
    const placed = await my.post('/numbersAssignment', assignmentOrder('ASSIGN', [...await numbersOf(world, owner, 1), '9195550100'], '<CustomerOrderId>ICPA123ABC</CustomerOrderId>'))
    const { status, text: body } = await my.get(`/numbersAssignment/${text(placed.xml, 'OrderId')}`)
    expect([status, body]).toEqual([200, placed.text])
  })

  it('refuses numbers that the account has brought', async () => {
    const [hosted = '', external = ''] = await outside(world, 2)
    await bringing(world, owner).import([hosted])
    await bringing(world, owner).external('IMPORT', [external])
    const { xml } = await my.post('/numbersAssignment', assignmentOrder('ASSIGN', [hosted, external]))
    expect([text(xml, 'ProcessingStatus'), text(xml, 'Errors/Error/Code')]).toEqual(['FAILED', '5130'])
  })
})

describe('404', () => {
  it('has no code, for an unknown order and for somebody else\'s', async () => {
    const placed = await my.post('/numbersAssignment', assignmentOrder('ASSIGN', await numbersOf(world, owner, 1)))
    for (const path of [`/accounts/${world.account}/numbersAssignment/${text(placed.xml, 'OrderId')}`, `/accounts/${world.account}/numbersAssignment/x`]) {
      const { status, text: body } = await world.api('GET', path)
      expect([status, body.replace(/^<\?xml[^>]*>\s*/, '')]).toEqual([404, '<TelephoneNumbersAssignmentOrderResponse><ResponseStatus><Description>The resource does not exist</Description></ResponseStatus></TelephoneNumbersAssignmentOrderResponse>'])
    }
  })
})
