import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerOf } from '../world/applications.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const put = (...countries: string[]) => locations(world, mine).put(`${peerOf(mine)}/products/messaging/settings`, { SipPeerMessagingSettings: { BreakOutCountries: { Country: countries } } })

describe('200', () => {
  it('sets countries, and none again', async () => {
    expect((await put('CAN', 'GBR')).text).toContain('<SipPeerMessagingSettingsResponse><SipPeerMessagingSettings><BreakOutCountries><Country>CAN</Country><Country>GBR</Country></BreakOutCountries>')
    expect((await put()).text).toContain('<BreakOutCountries/>')
  })
})

describe('400', () => {
  it('refuses countries that are not approved for the account, and one twice', async () => {
    const answer = await put('CAN', 'XYZ', 'fra')
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<SipPeerMessagingSettingsResponse><ResponseStatus><ErrorCode>13654</ErrorCode>'
      + "<Description>The country values '[XYZ, fra]' do not match a 3-character country code that has been approved for this account.</Description>")])
    expect(text((await put('CAN', 'CAN')).xml, 'ResponseStatus/ErrorCode')).toBe('13657')
  })

  it('goes by what the account may reach', async () => {
    await world.database.pool.query(`update account set details = details || '{"breakOutCountries": ["FRA"]}' where id = $1`, [mine.account])
    expect((await put('FRA')).status).toBe(200)
    expect((await put('CAN')).status).toBe(400)
  })
})
