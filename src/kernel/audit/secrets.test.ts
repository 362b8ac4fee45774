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

it('writes dates as JSON does', () => {
  expect(withoutSecrets([new Date(0)])).toEqual(['1970-01-01T00:00:00.000Z'])
})
