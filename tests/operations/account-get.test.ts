import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

describe('200', () => {
  it('has every documented element in the documented order', async () => {
    const answer = await world.api('GET', `/accounts/${world.account}`)
    expect(answer.status).toBe(200)
    const names = [...answer.text.matchAll(/<(\w+)/g)].map(([, name]) => name).join(' ')
    expect(names).toBe('AccountResponse Account AccountId AssociatedCatapultAccount GlobalAccountNumber CompanyName AccountType NenaId '
      + 'CustomerSegment Tiers Tier Tier Tier Tier Tier Tier Address HouseNumber HouseSuffix PreDirectional StreetName StreetSuffix PostDirectional AddressLine2 City '
      + 'StateCode Zip PlusFour County Country AddressType Contact FirstName LastName Phone Email AltSpid SPID PortCarrierType')
    expect(answer.text).toContain(`<AccountId>${world.account}</AccountId>`)
    expect(answer.text).toContain('<NenaId/>')
    expect(answer.text).toContain('<Tiers><Tier>0</Tier><Tier>1</Tier><Tier>2</Tier><Tier>3</Tier><Tier>4</Tier><Tier>5</Tier></Tiers>')
    expect(answer.text).toContain('<SPID>9999</SPID>')
  })

  it('leaves out what is not on file', async () => {
    const { account, auth } = await world.newAccount()
    const answer = await world.api('GET', `/accounts/${account}`, undefined, { auth })
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain('<Contact')
    expect(answer.text).not.toContain('<SPID')
  })

  it('is also JSON', async () => {
    const answer = await world.api('GET', `/accounts/${world.account}`, undefined, { headers: { accept: 'application/json' } })
    expect(answer.json).toMatchObject({ account: { accountId: world.account, tiers: [0, 1, 2, 3, 4, 5], spid: '9999' } })
  })
})

describe('401', () => {
  it('challenges whoever sends no credentials, with a body', async () => {
    const answer = await world.api('GET', `/accounts/${world.account}`, undefined, { auth: false })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Numberplane", charset="UTF-8"')
    expect(answer.text).toContain('<AccountResponse><ResponseStatus><ErrorCode>401</ErrorCode>')
  })

  it('refuses a wrong password', async () => {
    expect((await world.api('GET', `/accounts/${world.account}`, undefined, { auth: 'sandbox:wrong' })).status).toBe(401)
  })
})

describe('404', () => {
  it('is the same for an account of somebody else, a suspended one and none', async () => {
    const other = await world.newAccount()
    const suspended = await world.newAccount()
    await world.database.pool.query('update account set status = $1 where id = $2', ['suspended', suspended.account])
    const id = { 'x-request-id': 'same' }
    const foreign = await world.api('GET', `/accounts/${other.account}`, undefined, { headers: id })
    const missing = await world.api('GET', '/accounts/1', undefined, { headers: id })
    const closed = await world.api('GET', `/accounts/${suspended.account}`, undefined, { auth: suspended.auth, headers: id })
    expect(foreign.status).toBe(404)
    expect(missing.text).toBe(foreign.text)
    expect([closed.status, closed.text]).toEqual([404, foreign.text])
  })
})
