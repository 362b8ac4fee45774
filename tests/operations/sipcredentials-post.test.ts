import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const post = (...credentials: Elements[]) => locations(world, mine).post('/sipcredentials', { SipCredentials: { SipCredential: credentials } })
const HASHES = { Hash1: '1g32gadgs433dd4', Hash1b: '1g32gadgs433d24' }

describe('201', () => {
  it('adds credentials and answers them as they were given', async () => {
    const answer = await post({ UserName: 'John', Domain: 'bw.com', ...HASHES }, { UserName: 'Mathew@bw.com', Hash1: '43543gggs43g324' })
    expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('<SipCredentialsResponse><ValidSipCredentials><SipCredential><UserName>John</UserName><Domain>bw.com</Domain><Hash1>1g32gadgs433dd4</Hash1><Hash1b>1g32gadgs433d24</Hash1b></SipCredential>'
      + '<SipCredential><UserName>Mathew@bw.com</UserName><Hash1>43543gggs43g324</Hash1></SipCredential></ValidSipCredentials></SipCredentialsResponse>')])
  })

  it('takes the sound ones and names what is wrong with the others', async () => {
    const answer = await post({ Domain: 'bw.com', ...HASHES }, { UserName: 'Bill', Domain: 'bw.com', Hash1: '43543gggs43g324', Hash1b: '4562gadgs433454' })
    expect(answer.status).toBe(201)
    expect(answer.text).toContain('<SipCredentialsResponse><Errors><Error><ErrorCode>1003</ErrorCode><Description>UserName is required</Description><SipCredential><Domain>bw.com</Domain><Hash1>1g32gadgs433dd4</Hash1><Hash1b>1g32gadgs433d24</Hash1b></SipCredential></Error></Errors>'
      + '<ValidSipCredentials><SipCredential><UserName>Bill</UserName>')
  })

  it('keeps the two spellings of one composite name apart from nothing: they are the same', async () => {
    const answer = await post({ UserName: 'Same', Domain: 'bw.com', ...HASHES }, { UserName: 'Same@bw.com', ...HASHES })
    expect(text(answer.xml, 'Errors/Error/ErrorCode')).toBe('23000')
  })

  it('keeps no hash in readable form', async () => {
    await post({ UserName: 'Sealed', Hash1: 'topsecrethash' })
    const { rows } = await world.database.pool.query('select to_jsonb(sip_credential) from sip_credential')
    expect(JSON.stringify(rows)).not.toContain('topsecrethash')
  })

  it('takes a name that two requests want at once for one of them', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post({ UserName: 'Raced', ...HASHES })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400])
  })
})

describe('400', () => {
  it('answers the errors of all when none is taken', async () => {
    await post({ UserName: 'Taken', Domain: 'bw.com', ...HASHES })
    const answer = await post({ Domain: 'bw.com', ...HASHES }, { UserName: 'Taken', Domain: 'bw.com', ...HASHES })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<SipCredentialsResponse><ResponseStatus><Description>Please check your input parameters.</Description></ResponseStatus><Errors><Error><ErrorCode>1003</ErrorCode>')
    expect(answer.text).toContain(`<ErrorCode>23009</ErrorCode><Description>Sip credential Taken@bw.com does already exist on the account with ID = ${mine.account}</Description><SipCredential><UserName>Taken</UserName><Domain>bw.com</Domain>`)
  })

  const refusals: [string, Elements, number][] = [
    ['no hash', { UserName: 'x' }, 1003],
    ['a name of 33 characters', { UserName: 'x'.repeat(33), ...HASHES }, 23_002],
    ['a domain of 33 characters', { UserName: 'x', Domain: 'x'.repeat(33), ...HASHES }, 23_002],
    ['a hash of 65 characters', { UserName: 'x', Hash1: 'x'.repeat(65) }, 23_002],
    ['a second hash of 65 characters', { UserName: 'x', Hash1: 'x', Hash1b: 'x'.repeat(65) }, 23_002],
    ['a name with a blank', { UserName: 'x y', ...HASHES }, 23_014],
    ['a domain with a blank', { UserName: 'x', Domain: 'x y', ...HASHES }, 23_015],
  ]
  it.each(refusals)('refuses %s', async (_what, credential, code) => {
    const answer = await post(credential)
    expect([answer.status, texts(answer.xml, 'Errors/Error').length, text(answer.xml, 'Errors/Error/ErrorCode')]).toEqual([400, 1, String(code)])
  })

  it('refuses an empty list, and more than 1000', async () => {
    expect(text((await post()).xml, 'ResponseStatus/ErrorCode')).toBe('23006')
    expect(text((await post(...Array.from({ length: 1001 }, (_, n) => ({ UserName: `many${n}`, Hash1: 'x' })))).xml, 'ResponseStatus/ErrorCode')).toBe('23003')
  })
})
