import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf, optionOrder } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

const list = async (query: string) => all((await my.get(`/tnoptions?${query}`)).xml, 'TnOptionOrderSummary').map((entry) => text(entry, 'OrderId'))

describe('200', () => {
  it('refuses a status that no order of options has (400)', async () => {
    const answer = await my.get('/tnoptions?status=complete&status=backordered')
    expect([answer.status, answer.text.includes('>15518<')]).toEqual([400, true])
  })

  it('lists summaries, narrowed by each filter, or whole orders', async () => {
    expect(text((await my.get('/tnoptions')).xml, 'TotalCount')).toBe('0')
    const [tn = '', other = ''] = await numbersOf(world, owner, 2)
    const first = await my.setOptions([tn, other], '<NumberFormat>10digit</NumberFormat><RPIDFormat>10digit</RPIDFormat><RewriteUser>testUser1</RewriteUser>' +
      '<CallForward>6042661720</CallForward><CallingNameDisplay>on</CallingNameDisplay><Protected>true</Protected><Sms>on</Sms><FinalDestinationURI>9195550100</FinalDestinationURI>')
    const placed = await my.post('/tnoptions', optionOrder(['9195550100'], '<Sms>on</Sms>', '<CustomerOrderId>mine-1</CustomerOrderId>'))
    await world.settle(owner.account)
    const second = text(placed.xml, 'TnOptionOrder/OrderId')
    expect(await list('')).toEqual([second, first])
    expect(await list('status=failed')).toEqual([second])
    expect(await list('status=failed&status=complete')).toEqual([second, first])
    expect(await list(`tn=${other}`)).toEqual([first])
    expect(await list('customerOrderId=mine-1')).toEqual([second])
    expect(await list(`orderIdFragment=${second}`)).toEqual([second])
    expect(await list('lastModifiedBy=system')).toEqual([second, first])
    expect(await list('lastModifiedBy=nobody')).toEqual([])
    expect(await list('createdDateFrom=2001-01-01&createdDateTo=2001-12-31')).toEqual([])
    expect(await list('modifiedDateFrom=2001-01-01&modifiedDateTo=2099-12-31')).toEqual([second, first])
    expect(await list('lastModifiedAfter=2098-12-31')).toEqual([])
    const [summary] = all((await my.get('/tnoptions')).xml, 'TnOptionOrderSummary').slice(1)
    if (!summary) throw new Error('there is no order')
    expect(names(summary)).toEqual(['accountId', 'CountOfTNs', 'userId', 'lastModifiedDate', 'OrderDate', 'OrderType', 'OrderStatus', 'OrderId'])
    expect([text(summary, 'CountOfTNs'), text(summary, 'OrderType')]).toEqual(['2', 'tn_option'])
    const whole = all((await my.get('/tnoptions?orderDetails=true')).xml, 'TnOptionOrder')
    expect(whole.map((order) => `${text(order, 'OrderId')} ${text(order, 'ProcessingStatus')}`)).toEqual([`${second} FAILED`, `${first} COMPLETE`])
    expect(text(whole[0] ?? summary, 'ErrorList/Error/Code')).toBe('5076')
  })
})

describe('404', () => {
  it('tells an account of somebody else as one that does not exist', async () => {
    const answers = await Promise.all([world.account, 1].map((account) => world.api('GET', `/accounts/${account}/tnoptions`, undefined, { auth: owner.auth })))
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers[0]?.text).toBe(answers[1]?.text)
  })
})
