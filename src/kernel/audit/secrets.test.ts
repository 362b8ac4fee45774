import { expect, it } from 'vitest'
import { withoutSecrets } from './secrets.ts'

it('removes what stands under the name of a secret, at any depth, and nothing else', () => {
  expect(withoutSecrets({
    name: 'x', passwordHash: 'h', Password: 'p', sealed_secret: 's', clientSecret: 'c', accessToken: 't', apiToken: ['a'],
    list: [{ hash1: 'h', compass: 'north', user: { authorization: 'Basic x', roles: new Set(['A']) } }], gone: undefined, password: null,
  })).toEqual({
    name: 'x', passwordHash: '(removed)', Password: '(removed)', sealed_secret: '(removed)', clientSecret: '(removed)',
    accessToken: '(removed)', apiToken: '(removed)',
    list: [{ hash1: '(removed)', compass: 'north', user: { authorization: '(removed)', roles: ['A'] } }], gone: undefined, password: null,
  })
})

it('knows a PIN as a word of its own, and who signs in by an address', () => {
  expect(withoutSecrets({ pin: '1', accountPin: '2', PinNumber: '3', pinNumber: '4', passCode: '5', shipping: 'a', opinion: 'b', Pinpoint: 'c' })).toEqual({
    pin: '(removed)', accountPin: '(removed)', PinNumber: '(removed)', pinNumber: '(removed)', passCode: '(removed)', shipping: 'a', opinion: 'b', Pinpoint: 'c',
  })
  expect(withoutSecrets('https://jane:pw@example.com/x?y=a@b')).toBe('https://(removed)@example.com/x?y=a@b')
})

it('looks into structures of credentials, and shows no credential that is a text', () => {
  expect(withoutSecrets({ sipCredential: [{ userName: 'a', hash1: 'b' }], credentials: { username: 'jane', password: 'pw' }, credential: 'x', Credentials: ['y'] })).toEqual({
    sipCredential: [{ userName: 'a', hash1: '(removed)' }], credentials: { username: 'jane', password: '(removed)' }, credential: '(removed)', Credentials: '(removed)',
  })
})

it('cuts what is long, and names files by their size', () => {
  const cut = withoutSecrets({ list: Array.from({ length: 5_000 }, (_, i) => i), text: 'x'.repeat(9_000), file: Buffer.alloc(70_000) })
  expect(cut).toEqual({
    list: [...Array.from({ length: 100 }, (_, i) => i), '(5000 in all)'], text: `${'x'.repeat(4_000)}... (9000 characters)`, file: '(70000 bytes)',
  })
})

it('writes dates as JSON does', () => {
  expect(withoutSecrets([new Date(0)])).toEqual(['1970-01-01T00:00:00.000Z'])
})
