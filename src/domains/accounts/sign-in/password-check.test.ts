import { describe, expect, it } from 'vitest'
import { createLogger } from '../../../kernel/log/logger.ts'
import { UNKNOWN_USER_HASH } from '../user/passwords.ts'
import { PasswordCheck, type Verify } from './password-check.ts'

const clock = { now: () => new Date(0), monotonicMs: () => 0 }
const checks = (verify: Verify) => new PasswordCheck(clock, createLogger('silent'), verify)
const attempt = (n: number) => ({ who: `user ${n}`, password: 'x', hash: 'hash', address: `198.51.100.${n}`, trusted: false })

describe('PasswordCheck', () => {
  it('hashes two at a time, lets a hundred wait and sends the next away with Retry-After', async () => {
    let running = 0
    let most = 0
    let open: () => void = () => undefined
    const opened = new Promise<void>((resolve) => { open = resolve })
    const passwords = checks(async () => {
      most = Math.max(most, running += 1)
      await opened
      running -= 1
      return true
    })
    const waiting = Array.from({ length: 102 }, (_, n) => passwords.check(attempt(n)))
    await expect(passwords.check(attempt(200))).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '1' } })
    open()
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([true]))
    expect(most).toBe(2)
    expect(await passwords.check(attempt(200))).toBe(true)
  })

  it('compares with a hash of its own where there is no user, and never says yes', async () => {
    const seen: string[] = []
    const passwords = checks(async (hash) => {
      seen.push(hash)
      return true
    })
    expect(await passwords.check({ ...attempt(1), hash: undefined })).toBe(false)
    expect(seen).toEqual([UNKNOWN_USER_HASH])
  })

  it('hands on what goes wrong and is not stuck afterwards', async () => {
    let broken = true
    const passwords = checks(async () => {
      if (broken) throw new Error('no memory')
      return true
    })
    await expect(passwords.check(attempt(1))).rejects.toThrow('no memory')
    broken = false
    expect(await passwords.check(attempt(1))).toBe(true)
  })
})
