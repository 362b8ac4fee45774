import { afterAll, describe, expect, it } from 'vitest'
import { changeLineSettings, setAttributes } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp, holdForeign } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const at = new Date('2026-03-25T12:55:11.810Z')
const { tns: [tn = '', resting = ''] } = await holdNumbers(world, { ...holder, at }, { rateCenter: 'RALEIGH', state: 'NC' }, 2)
const read = (number: string, auth = holder.auth) => world.api('GET', `/tns/${encodeURIComponent(number)}/tndetails`, undefined, { auth })
const place = `<Site><Id>${holder.site}</Id><Name>Sandbox site</Name></Site>`
  + `<SipPeer><PeerId>${holder.peer}</PeerId><PeerName>Default peer</PeerName><IsDefaultPeer>true</IsDefaultPeer></SipPeer>`

describe('200', () => {
  it('shows what is known of a number in the documented elements and order', async () => {
    await setAttributes(world.database.db, holder.account, [tn], { protected: true, external: true, serviceTypes: ['Voice', 'Messaging'] }, at)
    await changeLineSettings(world.database.db, holder.account, [tn], { smsEnabled: true })
    const answer = await read(tn)
    expect(answer.status).toBe(200)
    const tier = text(answer.xml, 'TelephoneNumberDetails/Tier')
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><TelephoneNumberResponse><TelephoneNumberDetails>'
      + `<City>RALEIGH</City><Lata>426</Lata><State>NC</State><FullNumber>${tn}</FullNumber><Tier>${tier}</Tier><VendorId>49</VendorId>`
      + '<VendorName>Numberplane</VendorName><OnNetVendor>true</OnNetVendor><RateCenter>RALEIGH</RateCenter><Status>Inservice</Status>'
      + `<AccountId>${holder.account}</AccountId>${place}<ServiceTypes><ServiceType>Voice</ServiceType><ServiceType>Messaging</ServiceType></ServiceTypes>`
      + '<LastModified>2026-03-25T12:55:11.810Z</LastModified><InServiceDate>2026-03-25T12:55:11.810Z</InServiceDate>'
      + '<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>'
      + '<TnAttributes><TnAttribute>Protected</TnAttribute><TnAttribute>External</TnAttribute></TnAttributes></TelephoneNumberDetails></TelephoneNumberResponse>')
  })

  it('a number of another country: in E.164, with country and type', async () => {
    const answer = await read(await holdForeign(world, holder))
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><TelephoneNumberResponse><TelephoneNumberDetails>'
      + '<FullNumber>+33140289562</FullNumber><Country>FR</Country><TnType>geographic</TnType><VendorId>49</VendorId><VendorName>Numberplane</VendorName>'
      + `<OnNetVendor>true</OnNetVendor><Status>Inservice</Status><AccountId>${holder.account}</AccountId>${place}`
      + '<ServiceTypes><ServiceType>Voice</ServiceType></ServiceTypes><LastModified>2020-03-03T15:30:07.518Z</LastModified>'
      + '<InServiceDate>2020-03-03T15:30:07.518Z</InServiceDate></TelephoneNumberDetails></TelephoneNumberResponse>')
  })

  it('a number that rests is on no site and carries no service', async () => {
    await giveUp(world, holder, [resting])
    const { xml } = await read(resting)
    expect(text(xml, 'TelephoneNumberDetails/Status')).toBe('Aging')
    for (const element of ['Site', 'SipPeer', 'ServiceTypes', 'TnAttributes', 'MessagingSettings']) expect(has(xml, `TelephoneNumberDetails/${element}`)).toBe(false)
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => {
    const answer = await read('123456789')
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<TelephoneNumberResponse><ResponseStatus><ErrorCode>12512</ErrorCode>'
      + "<Description>Telephone number '123456789' is not valid</Description></ResponseStatus></TelephoneNumberResponse>")
  })
})

describe('404', () => {
  it("a number of nobody and one of another account's: the same answer", async () => {
    const other = await world.newAccount()
    const answers = [await read('9199999999'), await read(tn, other.auth)]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(new Set(answers.map(({ text: body }) => body)).size).toBe(1)
  })
})
