import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf, optionOrder } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

const optionsOf = async (tn: string) => (await world.database.pool.query('select * from tn_option where tn = $1', [tn])).rows[0]
const peerNumber = async (tn: string) => at((await my.get(`/sites/${owner.site}/sippeers/${owner.peer}/tns/${tn}`)).xml, 'SipPeerTelephoneNumber')
const EVERY = '<NumberFormat>10digit</NumberFormat><RPIDFormat>e164</RPIDFormat><RewriteUser>testUser1</RewriteUser><CallForward>6042661720</CallForward>' +
  '<CallingNameDisplay>on</CallingNameDisplay><Protected>true</Protected><Sms>on</Sms><FinalDestinationURI>sip:+12345678901@1.2.3.4:5060</FinalDestinationURI>' +
  '<NNID>101601</NNID><ESPID>E1</ESPID><PortOutPasscode>a1B2</PortOutPasscode>' +
  '<A2pSettings><MessageClass>M</MessageClass><CampaignId>campaignId010</CampaignId><Action>asSpecified</Action></A2pSettings>'

describe('201', () => {
  it('answers RECEIVED with the groups as they were sent, and where the order is', async () => {
    const tns = await numbersOf(world, owner, 1)
    const { status, xml, headers } = await my.post('/tnoptions', optionOrder(tns, EVERY, '<CustomerOrderId>TnOptionOrder1</CustomerOrderId>'))
    expect([status, xml.name]).toEqual([201, 'TnOptionOrderResponse'])
    const order = at(xml, 'TnOptionOrder')
    expect(names(order)).toEqual(['OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'ProcessingStatus', 'TnOptionGroups', 'ErrorList'])
    expect(text(order, 'ProcessingStatus')).toBe('RECEIVED')
    expect(text(order, 'TnOptionGroups/TnOptionGroup/FinalDestinationURI')).toBe('sip:+12345678901@1.2.3.4:5060')
    expect(texts(order, 'TnOptionGroups/TnOptionGroup/TelephoneNumbers/TelephoneNumber')).toEqual(tns)
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/tnoptions/${text(order, 'OrderId')}`)
  })

  it('sets every option, keeps what is left out or unchanged, and takes back what is systemDefault', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await my.setOptions([tn], EVERY)
    const set = await peerNumber(tn)
    expect(['CallForward', 'NumberFormat', 'RPIDFormat', 'RewriteUser', 'CallingNameDisplay', 'TnAttributes/TnAttribute', 'MessagingSettings/SmsEnabled'].map((path) => text(set, path)))
      .toEqual(['6042661720', '10digit', 'e164', 'testUser1', 'true', 'Protected', 'true'])
    expect(await optionsOf(tn)).toMatchObject({
      final_destination_uri: 'sip:+12345678901@1.2.3.4:5060', nnid: 101601, espid: 'E1', port_out_passcode: 'a1B2', a2p_class: 'M', a2p_campaign: 'campaignId010', a2p_off: false,
    })
    await my.setOptions([tn], '<RewriteUser>unchanged</RewriteUser><CallForward>systemDefault</CallForward><NNID>systemdefault</NNID><A2pSettings><Action>off</Action></A2pSettings>')
    const changed = await peerNumber(tn)
    expect([names(changed).includes('CallForward'), text(changed, 'RewriteUser')]).toEqual([false, 'testUser1'])
    expect(await optionsOf(tn)).toMatchObject({ nnid: null, espid: 'E1', a2p_class: null, a2p_off: true })
    await my.setOptions([tn], '<Protected>systemDefault</Protected><A2pSettings><Action>systemDefault</Action></A2pSettings>')
    expect(await optionsOf(tn)).toMatchObject({ a2p_class: null, a2p_off: false })
    expect(names(await peerNumber(tn))).not.toContain('TnAttributes')
  })

  it.each(['9195550100', 'name@1.2.3.4', 'name@1.2.3.4:5060', '12345678901@10.0.0.255:65535', 'unchanged', 'systemDefault'])('takes the final destination %s', async (uri) => {
    const tns = await numbersOf(world, owner, 1)
    expect((await my.post('/tnoptions', optionOrder(tns, `<FinalDestinationURI>${uri}</FinalDestinationURI>`))).status).toBe(201)
  })
})

const A2P = (inner: string) => `<A2pSettings>${inner}</A2pSettings>`
const URI = (uri: string) => `<FinalDestinationURI>${uri}</FinalDestinationURI>`

describe('400', () => {
  it.each([
    ['<NumberFormat>wrong</NumberFormat>', '5081', "Number Format 'wrong' is invalid."], ['<RPIDFormat>9digit</RPIDFormat>', '5089'],
    ['<CallingNameDisplay>maybe</CallingNameDisplay>', '5079'], ['<CallForward>12345</CallForward>', '5080'], ['<CallForward>9195550100</CallForward>', '5088'],
    ['<RewriteUser>two words</RewriteUser>', '5082'], [`<RewriteUser>${'u'.repeat(256)}</RewriteUser>`, '5082'],
    ['<Protected>yes</Protected>', '5107'], ['<Sms>maybe</Sms>', '5113'], ['<Sms>systemDefault</Sms>', '5113'],
    ['<NNID>abc</NNID>', '5143'], ['<ESPID>not known!</ESPID>', '5141'], ['<PortOutPasscode>123</PortOutPasscode>', '5193'], ['<PortOutPasscode>12345678901</PortOutPasscode>', '5193'],
    [A2P('<Action>sometimes</Action>'), '5138'], [A2P('<MessageClass>M</MessageClass><Action>off</Action>'), '5134'], [A2P('<CampaignId>C</CampaignId><Action>systemDefault</Action>'), '5134'],
    [A2P(`<MessageClass>${'M'.repeat(65)}</MessageClass>`), '5002'],
    [URI('n'.repeat(60)), '5117'], [URI('somebody'), '5118'], [URI('123456789'), '5118'], [URI('name@host.example'), '5119'], [URI('name@1.2.3.256'), '5119'],
    [URI('sips:name@1.2.3.4'), '5120'], [URI('na-me@1.2.3.4'), '5121'], [URI('name@1.2.3.4:x'), '5122'], [URI('@1.2.3.4'), '5122'], [URI('a@b@1.2.3.4'), '5122'],
    ['', '5115'],
  ])('refuses %.70s with %s', async (options, code, words = '') => {
    const { status, xml } = await my.post('/tnoptions', optionOrder(['9195550100'], options))
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'TnOptionOrderResponse', code])
    expect(text(xml, 'ResponseStatus/Description')).toContain(words)
  })

  it.each([
    [optionOrder([], '<Sms>on</Sms>'), '5073'], [optionOrder(['1'], '<Sms>on</Sms>'), '5070'], [optionOrder(['9195550100', '9195550100'], '<Sms>on</Sms>'), '5093'],
    ['<TnOptionOrder/>', '5073'], [optionOrder(['9195550100'], '<Sms>on</Sms>', '<CustomerOrderId>a_b</CustomerOrderId>'), '5052'],
  ])('refuses %.80s', async (body, code) => {
    const { status, xml } = await my.post('/tnoptions', body)
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })
})

describe('409', () => {
  it('refuses another calling name where the SIP peer fixes it for all of its numbers', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await world.database.pool.query(`update sip_peer set details = details || '{"callingName": {"display": true, "enforced": true}}' where id = $1`, [owner.peer])
    const { status, xml } = await my.post('/tnoptions', optionOrder([tn], '<CallingNameDisplay>off</CallingNameDisplay>'))
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([409, '5091'])
    expect((await my.post('/tnoptions', optionOrder([tn], '<CallingNameDisplay>on</CallingNameDisplay>'))).status).toBe(201)
  })
})

describe('routes of messages', () => {
  const routes = (rows: string) => world.database.pool.query(`insert into nn_route (nnid, espid, name) values ${rows}`)
  afterEach(() => world.database.pool.query('delete from nn_route'))

  it.each([
    ['<NNID>102</NNID>', '5140'], ['<ESPID>E9</ESPID>', '5141'], ['<NNID>101601</NNID><ESPID>E2</ESPID>', '5142'], ['<NNID>102787</NNID><ESPID>E9</ESPID>', '5141'],
  ])('that are not known, or not a pair, are refused: %s with %s', async (options, code) => {
    await routes(`(101601, 'E1', 'USA Mobility'), (102787, 'E2', 'Globe Wireless')`)
    const { status, xml } = await my.post('/tnoptions', optionOrder(['9195550100'], options))
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })

  it('that are known are set and shown in the details of the number', async () => {
    await routes(`(101601, 'E1', 'USA Mobility')`)
    const [tn = ''] = await numbersOf(world, owner, 1)
    await my.setOptions([tn], '<Sms>on</Sms><NNID>101601</NNID><ESPID>E1</ESPID>')
    const details = await world.api('GET', `/tns/${tn}/tndetails`, undefined, { auth: owner.auth })
    expect(details.text).toContain('<MessagingSettings><SmsEnabled>true</SmsEnabled><AssignedNNRoute><Nnid>101601</Nnid><Name>USA Mobility</Name></AssignedNNRoute></MessagingSettings>')
    await my.setOptions([tn], '<NNID>systemDefault</NNID>')
    expect((await world.api('GET', `/tns/${tn}/tndetails`, undefined, { auth: owner.auth })).text).not.toContain('AssignedNNRoute')
  })
})

describe('A2P of its own', () => {
  const messagingOf = async (tn: string) => (await world.api('GET', `/tns/${tn}/tndetails`, undefined, { auth: owner.auth })).text.match(/<MessagingSettings>.*?<\/MessagingSettings>/)?.[0]

  it('is shown in the details of the number until it goes back to that of its SIP peer', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    const set = (inner: string) => my.setOptions([tn], `<Sms>on</Sms>${A2P(inner)}`)
    await set('<MessageClass>M</MessageClass><CampaignId>campaignId010</CampaignId>')
    expect(await messagingOf(tn)).toBe('<MessagingSettings><SmsEnabled>true</SmsEnabled><CampaignId>campaignId010</CampaignId><MessageClass>M</MessageClass>'
      + '<A2pState>overridden</A2pState></MessagingSettings>')
    await set('<Action>off</Action>')
    expect(await messagingOf(tn)).toBe('<MessagingSettings><SmsEnabled>true</SmsEnabled><A2pState>off</A2pState></MessagingSettings>')
    await set('<Action>systemDefault</Action>')
    expect(await messagingOf(tn)).toBe('<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>')
  })

  it('and the rest of its messages stand once more where a Hosted number says who has them', async () => {
    await world.database.pool.query("insert into nn_route (nnid, espid, name) values (101601, 'E1', 'USA Mobility')")
    const [tn = ''] = await outside(world, 1)
    await bringing(world, owner).import([tn])
    await my.setOptions([tn], `<Sms>on</Sms><NNID>101601</NNID>${A2P('<MessageClass>M</MessageClass><CampaignId>campaignId010</CampaignId>')}`)
    const details = await world.api('GET', `/tns/${tn}/tndetails`, undefined, { auth: owner.auth })
    expect(details.text).toContain(`<HostedTelephoneNumberDetails><HostedTelephoneNumberDetail><AccountId>${owner.account}</AccountId><Site><Id>${owner.site}</Id><Name>Sandbox site</Name></Site>`
      + `<SipPeer><PeerId>${owner.peer}</PeerId><PeerName>Default peer</PeerName><IsDefaultPeer>true</IsDefaultPeer></SipPeer>`
      + '<ServiceTypes><ServiceType>Hosted Messaging</ServiceType></ServiceTypes><MessagingSettings><SmsEnabled>true</SmsEnabled><CampaignId>campaignId010</CampaignId>'
      + '<MessageClass>M</MessageClass><A2pState>overridden</A2pState><AssignedNnRoute><Nnid>101601</Nnid><Name>USA Mobility</Name></AssignedNnRoute></MessagingSettings>'
      + '<TnAttributes><TnAttribute>Imported</TnAttribute><TnAttribute>Hosted</TnAttribute></TnAttributes></HostedTelephoneNumberDetail></HostedTelephoneNumberDetails>')
    await world.database.pool.query('delete from nn_route')
  })
})

describe('what a number refuses', () => {
  const failure = async (tn: string, options: string) => {
    const id = await my.setOptions([tn], options)
    return [...(await my.get(`/tnoptions/${id}`)).text.matchAll(/<Code>(\d+)</g)].map(([, code]) => code)
  }
  const longCodes = (value: string) => world.database.pool.query(`insert into peer_sms (peer_id, protocol, settings) values ($1, 'SIP', $2)
    on conflict (peer_id) do update set settings = excluded.settings`, [owner.peer, JSON.stringify({ protocol: 'SIP', tollFree: false, shortCode: false, a2pLongCode: value, zone1: false, zone2: false, zone3: false, zone4: false, zone5: false })])
  const specified = '<Sms>on</Sms><A2pSettings><MessageClass>M</MessageClass></A2pSettings>'
  const back = '<A2pSettings><Action>systemDefault</Action></A2pSettings>'

  it('A2P of its own where its SIP peer decides for all long codes (5133), and going back to none (5136)', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await longCodes('ON')
    expect(await failure(tn, specified)).toEqual(['5133'])
    expect(await failure(tn, back)).toEqual([])
    await longCodes('OFF')
    expect(await failure(tn, specified)).toEqual(['5133'])
    expect(await failure(tn, back)).toEqual(['5136'])
    await longCodes('DefaultOff')
    expect(await failure(tn, specified)).toEqual([])
    expect(await failure(tn, back)).toEqual([])
  })

  it('a passcode where it lies on the network of another (5196)', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await world.database.pool.query(`insert into vendor (id, name, on_net) values (50, 'Partner', false) on conflict do nothing`)
    await world.database.pool.query('update telephone_number set vendor_id = 50 where tn = $1', [tn])
    expect(await failure(tn, '<PortOutPasscode>a1B2</PortOutPasscode>')).toEqual(['5196'])
    await world.database.pool.query('update telephone_number set vendor_id = 49 where tn = $1', [tn])
    expect(await failure(tn, '<PortOutPasscode>a1B2</PortOutPasscode>')).toEqual([])
    expect(await failure(tn, '<PortOutPasscode>a1B2</PortOutPasscode>')).toEqual(['5195'])
  })
})
