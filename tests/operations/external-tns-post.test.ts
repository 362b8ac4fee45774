import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { bringing, externalBody, outside } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = bringing(world, owner)
})
afterAll(() => world.close())

const rowOf = async (tn: string) => (await world.database.pool.query('select * from telephone_number where tn = $1', [tn])).rows[0]
const stateOf = async (id: string) => (await my.get(`/externalTns/${id}`)).xml
const errorsOf = (order: Awaited<ReturnType<typeof stateOf>>) =>
  at(order, 'Errors').children.map((error) => [text(error, 'Code'), text(error, 'Description'), texts(error, 'TelephoneNumbers/TelephoneNumber')]).sort()

describe('201', () => {
  it('takes JSON with the site as its answer shows it, a number, and as a text', async () => {
    for (const siteId of [owner.site, String(owner.site)]) {
      const { status, json } = await world.api('POST', `/accounts/${owner.account}/externalTns`,
        JSON.stringify({ siteId, sipPeerId: owner.peer, action: 'REMOVE', telephoneNumbers: ['2992000001'] }),
        { auth: owner.auth, headers: { 'content-type': 'application/json', accept: 'application/json' } })
      expect([status, json]).toMatchObject([201, { externalTnsOrder: { siteId: owner.site, sipPeerId: owner.peer, processingStatus: 'RECEIVED' } }])
    }
  })

  it('answers the order as received, as documented, and where it is', async () => {
    const tns = await outside(world, 2)
    const { status, xml, headers } = await my.post('/externalTns', externalBody(owner.site, 'import', tns, `<SipPeerId>${owner.peer}</SipPeerId>`))
    expect([status, xml.name, names(xml)]).toEqual([201, 'ExternalTnsOrderResponse', ['ExternalTnsOrder']])
    const order = at(xml, 'ExternalTnsOrder')
    expect(names(order)).toEqual(['CustomerOrderId', 'OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'SiteId', 'SipPeerId', 'TelephoneNumbers',
      'Action', 'LoaType', 'ProcessingStatus', 'Errors'])
    expect(['CustomerOrderId', 'SiteId', 'SipPeerId', 'Action', 'LoaType', 'ProcessingStatus', 'Errors'].map((name) => text(order, name)))
      .toEqual(['ICPA123ABC', String(owner.site), String(owner.peer), 'IMPORT', 'CARRIER', 'RECEIVED', ''])
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/externalTns/${text(order, 'OrderId')}`)
    await world.settle(owner.account)
  })

  it('brings numbers that are the account\'s own, External, with messages', async () => {
    const tns = await outside(world, 2)
    const order = await stateOf(await my.external('IMPORT', tns, '<LoaType>SUBSCRIBER</LoaType>'))
    expect([text(order, 'ProcessingStatus'), text(order, 'LoaType'), text(order, 'SipPeerId')]).toEqual(['COMPLETE', 'SUBSCRIBER', String(owner.peer)])
    const details = at((await world.api('GET', `/tns/${tns[0]}/tndetails`, undefined, { auth: owner.auth })).xml, 'TelephoneNumberDetails')
    expect([texts(details, 'TnAttributes/TnAttribute'), texts(details, 'ServiceTypes/ServiceType'), text(details, 'Status')]).toEqual([['External'], ['Messaging'], 'Inservice'])
    expect(texts((await my.get('/inserviceNumbers')).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(expect.arrayContaining(tns))
  })

  it('is no error for a number that the account has: it begins anew', async () => {
    const [tn = '', hosted = ''] = await outside(world, 2)
    await my.external('IMPORT', [tn])
    await my.import([hosted])
    const { rows: [peer] } = await world.database.pool.query(
      `insert into sip_peer (account_id, site_id, name, is_default, created_at) values ($1, $2, 'Second peer', false, now()) returning id`, [owner.account, owner.site])
    await world.database.pool.query('update telephone_number set protected = true where tn = $1', [tn])
    await world.database.pool.query('update line_setting set sms_enabled = false where tn = $1', [tn])
    await actions(world, owner).setOptions([hosted], '<Sms>on</Sms><NNID>101601</NNID>')
    const order = await stateOf(await my.external('IMPORT', [tn, hosted], `<SipPeerId>${peer.id}</SipPeerId>`))
    expect([text(order, 'ProcessingStatus'), errorsOf(order)]).toEqual(['COMPLETE', []])
    for (const each of [tn, hosted]) {
      expect(await rowOf(each)).toMatchObject({ peer_id: peer.id, external: true, imported: false, hosted: false, protected: false, status: 'Inservice' })
      expect((await world.database.pool.query('select sms_enabled from line_setting where tn = $1', [each])).rows).toEqual([{ sms_enabled: true }])
    }
    expect((await world.database.pool.query('select from tn_option where tn = $1', [hosted])).rowCount).toBe(0)
  })

  it('tells of each number that cannot be brought, and brings the others', async () => {
    const stranger = bringing(world, await world.newAccount())
    const [good = '', hosted = '', external = ''] = await outside(world, 3)
    await stranger.import([hosted])
    await stranger.external('IMPORT', [external])
    const [ours = ''] = await available(world, '303', 1)
    const [mine = ''] = await numbersOf(world, owner, 1)
    const order = await stateOf(await my.external('IMPORT', [ours, good, hosted, mine, external, '2992000001']))
    expect(text(order, 'ProcessingStatus')).toBe('PARTIAL')
    expect(errorsOf(order)).toEqual([
      ['13552', 'Telephone numbers already exist.', [hosted, external].sort()],
      ['25060', 'Telephone numbers of our own network cannot be imported as external ones.', [ours, mine].sort()],
      ['25070', 'The owner of the telephone numbers cannot be told.', ['2992000001']],
    ])
    expect(await rowOf(good)).toMatchObject({ external: true, account_id: owner.account })
  })

  it('removes external numbers of the account and no others', async () => {
    const [mine = '', hosted = '', strange = ''] = await outside(world, 3)
    await my.external('IMPORT', [mine])
    await my.import([hosted])
    const order = await stateOf(await my.external('REMOVE', [mine, hosted, strange]))
    expect([text(order, 'ProcessingStatus'), text(order, 'Action')]).toEqual(['PARTIAL', 'REMOVE'])
    expect(errorsOf(order)).toEqual([['25030', 'Telephone numbers are not on this account.', [strange]], ['25120', 'Telephone numbers are not external.', [hosted]]])
    expect(await rowOf(mine)).toBeUndefined()
    expect(text(await stateOf(await my.external('REMOVE', [mine])), 'ProcessingStatus')).toBe('FAILED')
  })
})

describe('400', () => {
  it('refuses an absent and an unknown Action in the documented words', async () => {
    for (const body of [externalBody(owner.site, 'MOVE', ['3032281000']), '<ExternalTnsOrder/>']) {
      const { status, xml } = await my.post('/externalTns', body)
      expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode'), text(xml, 'ResponseStatus/Description')])
        .toEqual([400, 'ExternalTnsOrderResponse', '5081', 'Action is absent or invalid. Possible values  IMPORT, REMOVE'])
    }
  })

  it.each([
    ['no number', () => externalBody(owner.site, 'IMPORT', []), '5073'], ['a number that is none', () => externalBody(owner.site, 'IMPORT', ['1112223333']), '5070'],
    ['a number twice', () => externalBody(owner.site, 'IMPORT', ['3032281000', '303-228-1000']), '5093'],
    ['5,001 numbers', () => externalBody(owner.site, 'IMPORT', Array.from({ length: 5001 }, (_, n) => String(3_032_000_000 + n))), '5095'],
    ['no site', () => externalBody(owner.site, 'IMPORT', ['3032281000']).replace(/<SiteId>.*<\/SiteId>/, ''), '5022'],
    ['no site when removing', () => externalBody(owner.site, 'REMOVE', ['3032281000']).replace(/<SiteId>.*<\/SiteId>/, ''), '5022'],
    ['a site of nobody', () => externalBody(999_999, 'IMPORT', ['3032281000']), '5016'],
    ['a SIP peer of nobody', () => externalBody(owner.site, 'IMPORT', ['3032281000'], '<SipPeerId>1</SipPeerId>'), '5023'],
    ['an unknown LoaType', () => externalBody(owner.site, 'IMPORT', ['3032281000'], '<LoaType>ANY</LoaType>'), '25110'],
    ['a CustomerOrderId of the wrong form', () => externalBody(owner.site, 'IMPORT', ['3032281000']).replace('ICPA123ABC', 'a_b'), '5052'],
  ])('refuses %s', async (_what, body, code) => {
    const { status, xml } = await my.post('/externalTns', body())
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })

  it.each([
    ['XML that is cut off', '<ExternalTnsOrder><SiteId>743'], ['two actions', '<ExternalTnsOrder><Action>IMPORT</Action><Action>REMOVE</Action></ExternalTnsOrder>'],
    ['a site with elements inside', '<ExternalTnsOrder><Action>IMPORT</Action><SiteId><Id>743</Id></SiteId></ExternalTnsOrder>'],
  ])('refuses %s with 5002', async (_what, body) => {
    const { status, xml } = await my.post('/externalTns', body)
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'ExternalTnsOrderResponse', '5002'])
  })

  it('refuses an account that may not, and a site without a default SIP peer', async () => {
    const fresh = await world.newAccount()
    await world.database.pool.query('update sip_peer set is_default = false where id = $1', [fresh.peer])
    const refused = async () => text((await bringing(world, fresh).post('/externalTns', externalBody(fresh.site, 'IMPORT', ['3032281000']))).xml, 'ResponseStatus/ErrorCode')
    expect(await refused()).toBe('5020')
    await world.database.pool.query(`delete from account_feature where account_id = $1 and feature = 'EXTERNAL_TNS'`, [fresh.account])
    expect(await refused()).toBe('25010')
  })
})
