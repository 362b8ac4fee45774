import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emergencyOf } from '../world/emergency.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text as textAt } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let group: string
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  const emergency = emergencyOf(world, mine.account)
  group = await emergency.group('Building 5, 5th Floor.')
  await emergency.endpoint({ identifier: 'JohnAcid', callback: '8042105618', callerName: 'John' })
  await emergency.endpoint({ identifier: 'DavidAcid', callback: '8042105760', callerName: 'David', group })
  await emergency.endpoint({ identifier: 'mobile_1', callback: '9195551234', dynamicLocation: true })
})
afterAll(() => world.close())

const list = (query = '', { account, auth }: Pick<FreshAccount, 'account' | 'auth'> = mine) => world.api('GET', `/accounts/${account}/aeuis${query}`, undefined, { auth })
const identifiers = async (query: string) => [...(await list(query)).text.matchAll(/<AlternateEndUserIdentifier><Identifier>([^<]*)/g)].map(([, id]) => id)

describe('200', () => {
  it('lists identifiers in the documented form', async () => {
    const { status, text } = await list()
    expect(status).toBe(200)
    expect(text).toContain('<AlternateEndUserIdentifiersResponse><TotalCount>3</TotalCount><Links><first>Link=&lt;')
    expect(text).toContain('<AlternateEndUserIdentifiers><AlternateEndUserIdentifier><Identifier>DavidAcid</Identifier><CallbackNumber>8042105760</CallbackNumber>'
      + `<EmergencyNotificationGroup><Identifier>${group}</Identifier><Description>Building 5, 5th Floor.</Description></EmergencyNotificationGroup>`
      + '</AlternateEndUserIdentifier><AlternateEndUserIdentifier><Identifier>JohnAcid</Identifier><CallbackNumber>8042105618</CallbackNumber></AlternateEndUserIdentifier>')
  })

  it('leads from page to page by its links, and counts entries from 1 for those who do', async () => {
    const { xml, text } = await list('?size=2')
    expect(text).toContain('<next>')
    expect(await identifiers(`?${/\?([^>]*)>/.exec(textAt(xml, 'Links/next'))?.[1]}`)).toEqual(['mobile_1'])
    expect(await identifiers('?page=2&size=1')).toEqual(['JohnAcid'])
    expect(await identifiers('?page=9223372036854775808')).toEqual([])
  })

  it('leads on to an identifier that has digits alone, and so looks like a place', async () => {
    const account = await world.newAccount()
    const emergency = emergencyOf(world, account.account)
    for (const identifier of ['111', '222', '333']) await emergency.endpoint({ identifier, dynamicLocation: true })
    const { xml } = await list('?size=2', account)
    const { text } = await list(`?${/\?([^>]*)>/.exec(textAt(xml, 'Links/next'))?.[1]}`, account)
    expect(text).toContain('<AlternateEndUserIdentifiers><AlternateEndUserIdentifier><Identifier>333</Identifier></AlternateEndUserIdentifier></AlternateEndUserIdentifiers>')
  })

  it.each([
    ['aeui=JohnAcid', ['JohnAcid']], ['callback=8042105760', ['DavidAcid']], ['pidfloenabledonly=true', ['mobile_1']],
    ['suggestions=dav', ['DavidAcid']], ['suggestions=804210', ['DavidAcid', 'JohnAcid']], ['suggestions=e_1', ['mobile_1']],
  ])('finds those of %s', async (query, wanted) => { expect(await identifiers(`?${query}`)).toEqual(wanted) })
})

describe('404', () => {
  it('is the documented one for an account without any, and where none fit', async () => {
    for (const answer of [await list('', await world.newAccount()), await list('?aeui=nobody')]) {
      expect([answer.status, answer.text]).toEqual([404, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><AlternateEndUserIdentifiersResponse><ResponseStatus>'
        + '<ErrorCode>12087</ErrorCode><Description>Alternate End User Identifiers were not found.</Description></ResponseStatus></AlternateEndUserIdentifiersResponse>'])
    }
  })
})
