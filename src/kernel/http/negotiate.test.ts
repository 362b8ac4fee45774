import { describe, expect, it } from 'vitest'
import { answerFormat } from './negotiate.ts'
import { cutPrefix } from './prefixes.ts'

describe('answerFormat', () => {
  it.each([
    [undefined, undefined, 'xml'],
    ['*/*', undefined, 'xml'],
    ['application/json', undefined, 'json'],
    ['application/xml', 'application/json', 'xml'],
    ['text/html', 'application/json', 'xml'],
    ['*/*', 'application/json', 'json'],
    ['application/xml;q=0.5, application/json', undefined, 'json'],
    ['application/json;q=0.1, text/xml;q=0.9', undefined, 'xml'],
    ['application/problem+json', undefined, 'json'],
  ])('Accept %s with Content-Type %s answers %s', (accept, type, format) => {
    expect(answerFormat(accept, type)).toBe(format)
  })
})

describe('cutPrefix', () => {
  it.each([
    ['/api/accounts/1/orders?page=1', '/accounts/1/orders?page=1', '/api'],
    ['/v1.0/tns/9195551212', '/tns/9195551212', '/v1.0'],
    ['/API/Accounts/1', '/Accounts/1', '/API'],
    ['/iris/rateCenters/', '/rateCenters', '/iris'],
    ['/api/v1/oauth2/token', '/oauth2/token', '/api'],
    ['/accounts/1', '/accounts/1', ''],
    ['/apis/accounts/1', '/apis/accounts/1', ''],
    ['/', '/', ''],
  ])('%s is routed as %s', (url, routed, prefix) => {
    expect(cutPrefix(url)).toEqual({ url: routed, prefix })
  })
})
