import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  await locations(world, mine).post('/sipcredentials', { SipCredentials: { SipCredential: [
    { UserName: 'Mathew@bw.com', Hash1: '43543gggs43g324' }, { UserName: 'John', Domain: 'bw.com', Hash1: '1g32gadgs433dd4', Hash1b: '1g32gadgs433d24' },
    { UserName: 'Zoe', Domain: 'other.example', Hash1: 'x' },
  ] } })
})
afterAll(() => world.close())

const get = (query = '', owner = mine) => locations(world, owner).get(`/sipcredentials${query}`)
const namesIn = (body: string) => [...body.matchAll(/<UserName>([^<]+)/g)].map(([, name]) => name)

describe('200', () => {
  it('lists credentials by composite name, hashes too', async () => {
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<SipCredentials><SipCredential><UserName>John</UserName><Domain>bw.com</Domain><Hash1>1g32gadgs433dd4</Hash1><Hash1b>1g32gadgs433d24</Hash1b></SipCredential><SipCredential><UserName>Mathew@bw.com</UserName><Hash1>43543gggs43g324</Hash1></SipCredential>')
    expect(text(answer.xml, 'Links/first')).toBe(`Link=<${world.url}/accounts/${mine.account}/sipcredentials?page=1>;rel="first";`)
    expect(has(answer.xml, 'Links/next')).toBe(false)
  })

  it('goes through all of them by following next', async () => {
    const seen: (string | undefined)[] = []
    for (let query: string | undefined = '?size=2&page=1'; query !== undefined;) {
      const answer = await get(query)
      seen.push(...namesIn(answer.text))
      query = has(answer.xml, 'Links/next') ? /sipcredentials(\?[^>]*)>/.exec(text(answer.xml, 'Links/next'))?.[1] : undefined
    }
    expect(seen).toEqual(['John', 'Mathew@bw.com', 'Zoe'])
  })

  it('finds parts of names and domains, in any case', async () => {
    expect(namesIn((await get('?userNameFragment=MATH')).text)).toEqual(['Mathew@bw.com'])
    expect(namesIn((await get('?domainfragment=bw.c')).text)).toEqual(['John'])
  })
})

describe('400', () => {
  it('refuses short fragments, sizes out of range and odd pages', async () => {
    const code = async (query: string) => text((await get(query)).xml, 'ResponseStatus/ErrorCode')
    expect(await code('?userNameFragment=ab')).toBe('12706')
    expect(await code(`?domainFragment=${'x'.repeat(65)}`)).toBe('1011')
    expect(await code('?size=501')).toBe('1006')
    expect(await code('?page=a%20b')).toBe('23012')
  })
})

describe('404', () => {
  it('says that there are none, or that none fits', async () => {
    const other = await world.newAccount()
    const answer = await get('', other)
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(`<SipCredentialsResponse><ResponseStatus><ErrorCode>23008</ErrorCode><Description>There are no Sip credentials associated with the account with ID = ${other.account}</Description>`)])
    expect(text((await get('?userNameFragment=nobody')).xml, 'ResponseStatus/ErrorCode')).toBe('23011')
  })
})
