import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  await locations(world, mine).post('/sipcredentials', { SipCredentials: { SipCredential: [{ UserName: 'Mathew', Domain: 'bw.com', Hash1: 'old', Hash1b: 'old' }, { UserName: 'Ann@bw.com', Hash1: 'old' }] } })
})
afterAll(() => world.close())

const put = (name: string, credential: Elements) => locations(world, mine).put(`/sipcredentials/${name}`, { SipCredential: credential })

describe('200', () => {
  it('replaces the hashes; the second one goes when it is left out', async () => {
    const answer = await put('Mathew@bw.com', { Hash1: '43533gggs43g324', Hash1b: '4562gadgs423454' })
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('<SipCredentialResponse><SipCredential><UserName>Mathew</UserName><Domain>bw.com</Domain><Hash1>43533gggs43g324</Hash1><Hash1b>4562gadgs423454</Hash1b></SipCredential></SipCredentialResponse>')])
    expect((await put('Mathew@bw.com', { UserName: 'Mathew', Domain: 'bw.com', Hash1: 'only' })).text).toContain('<Hash1>only</Hash1></SipCredential>')
    expect((await put('Ann@bw.com', { Hash1: 'new' })).text).toContain('<UserName>Ann@bw.com</UserName><Hash1>new</Hash1>')
  })
})

describe('400', () => {
  it('refuses another name or domain in the documented words, and no hash', async () => {
    for (const credential of [{ UserName: 'Ross', Hash1: 'x' }, { Domain: 'other.example', Hash1: 'x' }]) {
      const answer = await put('Mathew@bw.com', credential)
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<ErrorCode>23004</ErrorCode><Description>Unable to change the UserName or the Domain associated with the Hash Values. '
        + 'To do so requires deletion of one set of credentials and addition of a new set of credentials.</Description>')])
    }
    expect(text((await put('Mathew@bw.com', {})).xml, 'ResponseStatus/ErrorCode')).toBe('1003')
  })
})

describe('404', () => {
  it('names the credential that does not exist', async () => {
    const answer = await put('Ross@bw.com', { Hash1: 'x' })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '23007'])
  })
})
