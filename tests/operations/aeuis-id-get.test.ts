import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emergencyOf } from '../world/emergency.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
let theirs: FreshAccount
let group: string
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  theirs = await world.newAccount()
  const emergency = emergencyOf(world, mine.account)
  group = await emergency.group('Building 5, 5th Floor.')
  const address = await emergency.address({
    houseNumber: '900', streetName: 'MAIN CAMPUS', streetSuffix: 'DR', city: 'RALEIGH', stateCode: 'NC', zip: '27606', plusFour: '5214', country: 'United States',
  })
  await emergency.endpoint({ identifier: 'DavidAcid', callback: '8042105760', callerName: 'David', address, group })
  await emergency.endpoint({ identifier: 'bare', callback: '8042105618' })
})
afterAll(() => world.close())

const read = (id: string, { account, auth }: FreshAccount = mine) => world.api('GET', `/accounts/${account}/aeuis/${id}`, undefined, { auth })

describe('200', () => {
  it('shows the identifier with its emergency data, in the documented form', async () => {
    const { status, text } = await read('DavidAcid')
    expect(status).toBe(200)
    expect(text).toContain('<AlternateEndUserIdentifierResponse><AlternateEndUserIdentifier><Identifier>DavidAcid</Identifier><CallbackNumber>8042105760</CallbackNumber>'
      + '<E911><CallerName>David</CallerName><Address><HouseNumber>900</HouseNumber><HouseSuffix/><PreDirectional/><StreetName>MAIN CAMPUS</StreetName>'
      + '<StreetSuffix>DR</StreetSuffix><AddressLine2/><City>RALEIGH</City><StateCode>NC</StateCode><Zip>27606</Zip><PlusFour>5214</PlusFour>'
      + `<Country>United States</Country><AddressType>E911</AddressType></Address><EmergencyNotificationGroup><Identifier>${group}</Identifier>`
      + '<Description>Building 5, 5th Floor.</Description></EmergencyNotificationGroup></E911></AlternateEndUserIdentifier></AlternateEndUserIdentifierResponse>')
  })

  it('shows no emergency data where there are none', async () => {
    expect((await read('bare')).text).toContain('<Identifier>bare</Identifier><CallbackNumber>8042105618</CallbackNumber></AlternateEndUserIdentifier>')
  })
})

describe('404', () => {
  it('is for an identifier that the account does not have, as for one of somebody else', async () => {
    const [none, foreign] = [await read('Nobody'), await read('DavidAcid', theirs)]
    expect([none.status, none.text]).toEqual([404, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><AlternateEndUserIdentifierResponse><ResponseStatus>'
      + '<Description>The resource does not exist</Description></ResponseStatus></AlternateEndUserIdentifierResponse>'])
    expect(foreign.text).toBe(none.text)
  })
})
