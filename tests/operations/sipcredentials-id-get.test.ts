import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

describe('200', () => {
  it('reads a credential by its composite name, whichever way that was given', async () => {
    const { post, get } = locations(world, mine)
    await post('/sipcredentials', { SipCredentials: { SipCredential: [{ UserName: 'John', Domain: 'bw.com', Hash1: '1g32gadgs433dd4', Hash1b: '1g32gadgs433d24' }, { UserName: 'Bill@bw.com', Hash1: '1g32gadgs433dd4' }] } })
    expect((await get('/sipcredentials/John@bw.com')).text).toContain('<SipCredentialResponse><SipCredential><UserName>John</UserName><Domain>bw.com</Domain><Hash1>1g32gadgs433dd4</Hash1><Hash1b>1g32gadgs433d24</Hash1b></SipCredential></SipCredentialResponse>')
    expect((await get('/sipcredentials/Bill%40bw.com')).text).toContain('<SipCredential><UserName>Bill@bw.com</UserName><Hash1>1g32gadgs433dd4</Hash1></SipCredential>')
  })
})

describe('404', () => {
  it("is the same for a credential that does not exist and another account's", async () => {
    const other = await world.newAccount()
    await locations(world, other).post('/sipcredentials', { SipCredentials: { SipCredential: { UserName: 'Theirs', Hash1: 'x' } } })
    for (const name of ['Jack@bw.com', 'Theirs']) {
      const answer = await locations(world, mine).get(`/sipcredentials/${name}`)
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(`<SipCredentialResponse><ResponseStatus><ErrorCode>23007</ErrorCode><Description>Sip credential ${name} was not found on the account with ID = ${mine.account}</Description>`)])
    }
  })
})
