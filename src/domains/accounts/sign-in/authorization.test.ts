import { describe, expect, it } from 'vitest'
import { addressGroup } from './address-group.ts'
import { parseAuthorization } from './authorization.ts'

const basic = (text: string | Buffer) => `Basic ${Buffer.from(text).toString('base64')}`

describe('parseAuthorization', () => {
  it.each([
    [basic('joe:secret'), { kind: 'basic', username: 'joe', password: 'secret' }],
    [basic('joe:with:colons:'), { kind: 'basic', username: 'joe', password: 'with:colons:' }],
    [basic('jörg:pässwörd €'), { kind: 'basic', username: 'jörg', password: 'pässwörd €' }],
    [basic('joe:'), { kind: 'basic', username: 'joe', password: '' }],
    [basic('joe:secret').replace('Basic', 'bASIC'), { kind: 'basic', username: 'joe', password: 'secret' }],
    ['Bearer abc-_.~123', { kind: 'bearer', token: 'abc-_.~123' }],
    ['bearer  abc', { kind: 'bearer', token: 'abc' }],
  ])('reads %s', (header, credentials) => {
    expect(parseAuthorization(header)).toEqual(credentials)
  })

  it.each([
    undefined, '', 'Basic', 'Basic ', 'Basic !!!', 'Basic YTpi Yw==', basic('no colon'), basic('joe\u0000:x'),
    basic(Buffer.from([0xff, 0xfe, 0x3a, 0x61])), 'Digest username="joe"', 'Bearer', 'Bearer a b', 'joe:secret',
  ])('takes %s for no credentials', (header) => {
    expect(parseAuthorization(header)).toBeUndefined()
  })
})

describe('addressGroup', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group)
  })
})
