import { describe, expect, it } from 'vitest'
import { callbackRanges, ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('gives every setting its default in an empty environment', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', mode: 'sandbox', dataDir: './.numberplane' })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it.each([
    ['PORT', '80a', 'PORT ("80a") is not a whole number'],
    ['PORT', '70000', 'PORT ("70000") is above 65535'],
    ['NUMBERPLANE_MODE', 'prod', 'NUMBERPLANE_MODE ("prod") is neither sandbox nor production'],
    ['NUMBERPLANE_TRUST_PROXY', '10.0.0.0/8,2', 'NUMBERPLANE_TRUST_PROXY ("10.0.0.0/8,2") has "2", which is neither an address nor a range such as 10.0.0.0/8'],
    ['DATABASE_URL', 'mysql://secret@x', 'DATABASE_URL does not start with postgres://'],
  ])('refuses %s=%s in one line', (name, value, message) => {
    expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(message))
  })

  it('refuses production without a sealing key', () => {
    expect(() => readConfig({ NUMBERPLANE_MODE: 'production' })).toThrow(/NUMBERPLANE_SECRET is required/)
  })

  it('refuses made-up customer service records in production, and a service for them without its address', () => {
    const secret = Buffer.alloc(32, 1).toString('base64')
    expect(() => readConfig({ NUMBERPLANE_MODE: 'production', NUMBERPLANE_SECRET: secret, NUMBERPLANE_CSR: 'simulation' })).toThrow(/NUMBERPLANE_CSR \("simulation"\) is for the sandbox/)
    expect(() => readConfig({ NUMBERPLANE_CSR: 'http' })).toThrow(/NUMBERPLANE_CSR_URL is required/)
    expect(readConfig({ NUMBERPLANE_CSR: 'http', NUMBERPLANE_CSR_URL: 'https://csr.example' }).csrUrl).toBe('https://csr.example')
  })

  it('lets callbacks reach loopback in the sandbox only', () => {
    const secret = Buffer.alloc(32, 1).toString('base64')
    expect(callbackRanges(readConfig({}))).toContain('127.0.0.0/8')
    expect(callbackRanges(readConfig({ NUMBERPLANE_MODE: 'production', NUMBERPLANE_SECRET: secret }))).toEqual([])
  })
})
