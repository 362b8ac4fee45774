import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, importBody, outside, SUBSCRIBER } from '../world/hosting.ts'
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

const stateOf = async (id: string, of = my) => (await of.get(`/importTnOrders/${id}`)).xml
const errorsOf = (order: Awaited<ReturnType<typeof stateOf>>) => order.children.find(({ name }) => name === 'Errors')?.children
  .map((error) => [text(error, 'Code'), text(error, 'Description'), ...texts(error, 'TelephoneNumbers/TelephoneNumber')])

describe('201', () => {
  it('answers the order under way, as documented, and where it is', async () => {
    const tns = (await outside(world, 2)).reverse()
    const { status, xml, headers } = await my.post('/importTnOrders',
      importBody(owner.site, tns, { more: `<SipPeerId>${owner.peer}</SipPeerId><LoaType>CARRIER</LoaType>` }))
    expect([status, xml.name, names(xml)]).toEqual([201, 'ImportTnOrderResponse', ['ImportTnOrder']])
    const order = at(xml, 'ImportTnOrder')
    expect(names(order)).toEqual(['CustomerOrderId', 'OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'SiteId', 'SipPeerId',
      'Subscriber', 'LoaAuthorizingPerson', 'LoaType', 'TelephoneNumbers', 'ProcessingStatus', 'Errors'])
    expect(['CustomerOrderId', 'AccountId', 'SiteId', 'SipPeerId', 'LoaAuthorizingPerson', 'LoaType', 'ProcessingStatus', 'Errors'].map((path) => text(order, path)))
      .toEqual(['ICPA123ABC', String(owner.account), String(owner.site), String(owner.peer), 'The Authguy', 'CARRIER', 'PROCESSING', ''])
    expect(names(at(order, 'Subscriber/ServiceAddress'))).toEqual(['HouseNumber', 'StreetName', 'City', 'StateCode', 'Zip', 'County'])
    expect(texts(order, 'TelephoneNumbers/TelephoneNumber')).toEqual(tns)
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/importTnOrders/${text(order, 'OrderId')}`)
    await world.settle(owner.account)
  })

  it('puts numbers of other carriers in service, Imported and Hosted, with messages and no calls', async () => {
    const tns = await outside(world, 3)
    const id = await my.import(tns)
    expect([text(await stateOf(id), 'ProcessingStatus'), errorsOf(await stateOf(id))]).toEqual(['COMPLETE', []])
    expect(texts((await my.get('/inserviceNumbers')).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(expect.arrayContaining(tns))
    const details = at((await world.api('GET', `/tns/${tns[0]}/tndetails`, undefined, { auth: owner.auth })).xml, 'TelephoneNumberDetails')
    expect(['Status', 'Site/Id', 'SipPeer/PeerId', 'OnNetVendor', 'MessagingSettings/SmsEnabled'].map((path) => text(details, path)))
      .toEqual(['Inservice', String(owner.site), String(owner.peer), 'false', 'true'])
    expect(texts(details, 'TnAttributes/TnAttribute')).toEqual(['Imported', 'Hosted'])
    expect(texts(details, 'ServiceTypes/ServiceType')).toEqual(['Hosted Messaging'])
    expect(text(details, 'State')).toBe('CO')
  })

  it('takes SUBSCRIBER for LoaType and the default SIP peer of the site unless told otherwise', async () => {
    const order = await stateOf(await my.import(await outside(world, 1)))
    expect([text(order, 'LoaType'), text(order, 'SipPeerId')]).toEqual(['SUBSCRIBER', String(owner.peer)])
  })

  it('tells of each number that cannot be imported, and imports the others', async () => {
    const [mine = '', good = ''] = await outside(world, 2)
    const [ours = ''] = await available(world, '303', 1)
    await my.import([mine])
    const order = await stateOf(await my.import([ours, mine, good, '2992000001']))
    expect(text(order, 'ProcessingStatus')).toBe('PARTIAL')
    expect(errorsOf(order)?.sort()).toEqual([
      ['19002', 'The telephone number is known neither here nor in the national database.', '2992000001'],
      ['19006', 'Bandwidth numbers cannot be imported by this account at this time.', ours],
      ['5124', 'Telephone number is on the account already.', mine],
    ])
    expect(texts(order, 'TelephoneNumbers/TelephoneNumber')).toEqual([ours, mine, good, '2992000001'])
    expect((await my.get(`/inserviceNumbers/${good}`)).status).toBe(200)
  })

  it('fails an order of which no number can be imported', async () => {
    const [ours = ''] = await available(world, '303', 1)
    expect(text(await stateOf(await my.import([ours])), 'ProcessingStatus')).toBe('FAILED')
    const { rows: [row] } = await world.database.pool.query('select status, imported from telephone_number where tn = $1', [ours])
    expect(row).toEqual({ status: 'Available', imported: false })
  })

  it('does not import numbers that no carrier serves', async () => {
    const [dead = '', alive = ''] = await outside(world, 2)
    const carrier = {
      spid: 'A101', name: 'Alder', kind: 'wireline', portable: true, needsAccountNumber: false, needsPin: false, minimumIntervalDays: 1, csr: 'manual',
    } as const
    const asked: string[] = []
    const elsewhere = await createWorld({
      carriers: { carriersOf: async (tns) => { asked.push(...tns); return new Map(tns.filter((tn) => tn !== dead).map((tn) => [tn, carrier])) } },
    })
    try {
      const theirs = bringing(elsewhere, await elsewhere.newAccount())
      const [ours = ''] = await available(elsewhere, '303', 1)
      const order = await stateOf(await theirs.import([dead, alive, ours]), theirs)
      expect([text(order, 'ProcessingStatus'), errorsOf(order)?.[0]]).toEqual(['PARTIAL', ['7518', 'Telephone Number Not Active.', dead]])
      // Nobody else is asked about numbers of ours.
      expect(asked).toEqual([dead, alive])
    } finally {
      await elsewhere.close()
    }
  })

  it('takes numbers of another account that has their messages, and not those that it owns', async () => {
    const other = await world.newAccount()
    const theirs = bringing(world, other)
    const tns = await outside(world, 2)
    await theirs.import(tns)
    expect(text(await stateOf(await my.import(tns)), 'ProcessingStatus')).toBe('COMPLETE')
    const inService = async (of: typeof my) => Promise.all(tns.map(async (tn) => (await of.get(`/inserviceNumbers/${tn}`)).status))
    expect([await inService(my), await inService(theirs)]).toEqual([[200, 200], [404, 404]])
    await world.settle(other.account)
  })

  it('imports what was ported out: that is another carrier\'s now', async () => {
    const [tn = ''] = await available(world, '303', 1)
    await world.database.pool.query(`update telephone_number set status = 'PortOut' where tn = $1`, [tn])
    expect(text(await stateOf(await my.import([tn])), 'ProcessingStatus')).toBe('COMPLETE')
    expect((await my.get(`/inserviceNumbers/${tn}`)).status).toBe(200)
  })
})

const without = (element: string) => SUBSCRIBER.replace(new RegExp(`<${element}>.*?</${element}>`), '')

describe('201, in other forms', () => {
  it('takes JSON with the site as its answer shows it, a number', async () => {
    const telephoneNumbers = await outside(world, 1, '410')
    const address = { houseNumber: '1', streetName: 'Back', city: 'Denver', stateCode: 'CO', zip: '27541' }
    const { status, json } = await world.api('POST', `/accounts/${owner.account}/importTnOrders`,
      JSON.stringify({ siteId: owner.site, subscriber: { name: 'ABC Inc.', serviceAddress: address }, loaAuthorizingPerson: 'The Authguy', telephoneNumbers }),
      { auth: owner.auth, headers: { 'content-type': 'application/json', accept: 'application/json' } })
    expect([status, json]).toMatchObject([201, { importTnOrder: { siteId: owner.site, sipPeerId: owner.peer, telephoneNumbers, processingStatus: 'PROCESSING' } }])
  })

  it('passes over spaces around the ids of site and SIP peer', async () => {
    const site = `<SiteId> ${owner.site} </SiteId><SipPeerId>\n  ${owner.peer}\n</SipPeerId>`
    const { status, xml } = await my.post('/importTnOrders', importBody(owner.site, await outside(world, 1, '410'), { site }))
    expect([status, text(xml, 'ImportTnOrder/SiteId'), text(xml, 'ImportTnOrder/SipPeerId')]).toEqual([201, String(owner.site), String(owner.peer)])
  })
})

describe('400', () => {
  it('tells everything that is wrong at once, in the documented form', async () => {
    const { status, xml } = await my.post('/importTnOrders', importBody(0, ['61746052083', '3032281000'],
      { site: '<SiteId>999999</SiteId><SipPeerId>888</SipPeerId>', subscriber: '', person: '' }))
    expect([status, xml.name, names(xml)]).toEqual([400, 'ImportTnOrderResponse', ['ProcessingStatus', 'Errors', 'Errors', 'Errors', 'Errors', 'Errors']])
    expect(text(xml, 'ProcessingStatus')).toBe('FAILED')
    expect(xml.children.slice(1).map((error) => [text(error, 'Code'), text(error, 'Description')])).toEqual([
      ['7309', 'The site id was not supplied or is invalid.'], ['7312', 'The sippeer id is invalid.'], ['7104', 'Subscriber information is required'],
      ['7115', 'The person who authorizes the letter of authorization is required'], ['7201', '61746052083 is not a valid NANPA telephone number.'],
    ])
  })

  it.each([
    ['no site', { site: '' }, ['7309']], ['a site that is no number', { site: '<SiteId>abc</SiteId>' }, ['7309']],
    ['a SIP peer of nobody', { more: '<SipPeerId>1</SipPeerId>' }, ['7312']], ['a SIP peer that is no number', { more: '<SipPeerId>x</SipPeerId>' }, ['7312']],
    ['no subscriber name', { subscriber: without('Name') }, ['7105']], ['no address', { subscriber: without('ServiceAddress') }, ['7107']],
    ['no house number', { subscriber: without('HouseNumber') }, ['7108']], ['no street', { subscriber: without('StreetName') }, ['7109']],
    ['no city', { subscriber: without('City') }, ['7110']], ['no state', { subscriber: without('StateCode') }, ['7111']], ['no ZIP code', { subscriber: without('Zip') }, ['7112']],
    ['an empty address', { subscriber: '<Subscriber><Name>N</Name><ServiceAddress/></Subscriber>' }, ['7108', '7109', '7110', '7111', '7112']],
    ['a ZIP code that is none', { subscriber: SUBSCRIBER.replace('27541', '1') }, ['7214']],
    ['a state that is none', { subscriber: SUBSCRIBER.replace('>CO<', '>Colorado<') }, ['7322']],
    ['an unknown LoaType', { more: '<LoaType>ANY</LoaType>' }, ['25110']], ['nobody who authorizes', { person: '' }, ['7115']],
  ])('refuses %s', async (_what, parts, codes) => {
    const { status, xml } = await my.post('/importTnOrders', importBody(owner.site, ['3032281000'], parts))
    expect([status, xml.children.filter(({ name }) => name === 'Errors').map((error) => text(error, 'Code'))]).toEqual([400, codes])
  })

  it.each([
    ['no number', [], '7316'], ['a number twice', ['3032281000', '303-228-1000'], '7360'], ['a number that is none', ['1112223333'], '7201'],
    ['5,001 numbers', Array.from({ length: 5001 }, (_, n) => String(3_032_000_000 + n)), '7314'],
  ])('refuses %s', async (_what, tns, code) => {
    const { status, xml } = await my.post('/importTnOrders', importBody(owner.site, tns))
    expect([status, text(xml, 'Errors/Code')]).toEqual([400, code])
  })

  it('refuses a CustomerOrderID of the wrong form, and one that is too long', async () => {
    for (const id of ['a_b', 'x'.repeat(41)]) {
      const { status, xml } = await my.post('/importTnOrders', importBody(owner.site, ['3032281000']).replace('ICPA123ABC', id))
      expect([status, text(xml, 'Errors/Code')]).toEqual([400, '7318'])
    }
  })

  it('refuses a site without a default SIP peer where none is named', async () => {
    const fresh = await world.newAccount()
    await world.database.pool.query('update sip_peer set is_default = false where id = $1', [fresh.peer])
    const { status, xml } = await bringing(world, fresh).post('/importTnOrders', importBody(fresh.site, ['3032281000']))
    expect([status, text(xml, 'Errors/Code')]).toEqual([400, '7310'])
  })

  it('refuses an account without messaging', async () => {
    const fresh = await world.newAccount()
    await world.database.pool.query(`delete from account_feature where account_id = $1 and feature = 'SMS'`, [fresh.account])
    const { status, xml } = await bringing(world, fresh).post('/importTnOrders', importBody(fresh.site, ['3032281000']))
    expect([status, text(xml, 'Errors/Code')]).toEqual([400, '5150'])
  })
})
