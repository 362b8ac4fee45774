import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text, texts } from '../world/xml.ts'

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
  it('lists what is gone and how the order ended', async () => {
    const tns = await numbersOf(world, owner, 2)
    const { status, xml } = await my.get(`/disconnects/${await my.disconnect(tns)}`)
    expect([status, ...names(xml)]).toEqual([200, 'DisconnectedTelephoneNumberList', 'orderRequest', 'OrderStatus'])
    expect(texts(xml, 'DisconnectedTelephoneNumberList/TelephoneNumber')).toEqual(tns)
    expect(text(xml, 'OrderStatus')).toBe('COMPLETE')
  })

  it('shows where the numbers lie when asked to', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    const { xml } = await my.get(`/disconnects/${await my.disconnect([tn])}?tndetail=true`)
    const [number] = all(at(xml, 'DisconnectedTelephoneNumberList'), 'TelephoneNumber')
    if (!number) throw new Error('there is no number')
    expect([text(number, 'FullNumber'), text(number, 'State')]).toEqual([tn, 'NC'])
  })

  it('is PARTIAL where some numbers are not the account\'s or not in service, FAILED where all are', async () => {
    const [mine = '', gone = ''] = await numbersOf(world, owner, 2)
    const [theirs = ''] = await numbersOf(world, { account: world.account, auth: 'sandbox:sandbox', site: (await firstSiteOf()) }, 1)
    await my.disconnect([gone])
    const { xml } = await my.get(`/disconnects/${await my.disconnect([mine, gone, theirs])}`)
    expect([text(xml, 'OrderStatus'), ...texts(xml, 'DisconnectedTelephoneNumberList/TelephoneNumber')]).toEqual(['PARTIAL', mine])
    const errors = all(at(xml, 'ErrorList'), 'Error').map((error) => `${text(error, 'Code')} ${text(error, 'TelephoneNumber')}`)
    expect(errors.sort()).toEqual([`5074 ${gone}`, `5076 ${theirs}`])
    expect(text((await my.get(`/disconnects/${await my.disconnect([gone, theirs])}`)).xml, 'OrderStatus')).toBe('FAILED')
  })

  it('is not told to anybody else (404)', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    const id = await my.disconnect([tn])
    const answer = await world.api('GET', `/accounts/${world.account}/disconnects/${id}`)
    expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([404, '5035'])
  })
})

const firstSiteOf = async () => (await world.database.db.selectFrom('site').select('id').where('account_id', '=', world.account).orderBy('id').executeTakeFirstOrThrow()).id
