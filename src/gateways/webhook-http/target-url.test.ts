import { describe, expect, test } from 'vitest'
import { checkTargetUrl } from './target-url.ts'

describe('checkTargetUrl', () => {
  test.each([
    ['http://yourhost:8080/path/to/resource', 'http://yourhost:8080/path/to/resource'],
    ['"http://yourhost:8080/path/to/resource"', 'http://yourhost:8080/path/to/resource'],
    ['  " https://company.com/iriscallback " \n', 'https://company.com/iriscallback'],
    ['HTTPS://Example.COM', 'https://example.com/'],
    ['https://example.com/?q=ä"b', 'https://example.com/?q=%C3%A4%22b'],
    ['http://[2001:4860::1]:81/x', 'http://[2001:4860::1]:81/x'],
  ])('takes %j as %s', (text, href) => {
    const check = checkTargetUrl(text)
    expect(check.ok && check.url.href).toBe(href)
  })

  test.each([
    ['', 'empty'],
    ['""', 'empty'],
    ['{your-callback-url}', 'begin with'],
    ['ftp://example.com/', 'begin with'],
    ['file:///etc/passwd', 'begin with'],
    ['http:example.com', 'begin with'],
    ['http:///example.com', 'begin with'],
    ['/relative', 'begin with'],
    ['http://:80/', 'not a valid'],
    ['http://256.1.1.1/', 'not a valid'],
    ['http://[fe80::1%25eth0]/', 'not a valid'],
    ['http://example.com/#top', 'fragment'],
    ['http://example.com/#', 'fragment'],
    ['http://user@example.com/', 'credentials'],
    ['http://user:secret@example.com/', 'credentials'],
    ['http://:secret@example.com/', 'credentials'],
    ['http://exam ple.com/', 'blanks'],
    ['http://example.com\\@127.0.0.1/', 'backslashes'],
    ['http://exa\tmple.com/', 'blanks'],
    ['http://example.com/\0', 'control'],
    [`http://example.com/${'a'.repeat(2_000)}`, 'longer'],
    [' '.repeat(1_000_000), 'longer'],
  ])('refuses %.60j', (text, reason) => {
    const check = checkTargetUrl(text)
    expect(check.ok ? check.url.href : check.reason).toContain(reason)
    expect(check.ok).toBe(false)
  })

  test('measures the length without the quotes', () => {
    const longest = `http://example.com/${'a'.repeat(2_000 - 'http://example.com/'.length)}`
    expect(checkTargetUrl(`"${longest}"`).ok).toBe(true)
    expect(checkTargetUrl(`"${longest}a"`).ok).toBe(false)
  })
})
