import { describe, expect, test } from 'vitest'
import { addressPolicy } from './address-policy.ts'

const PRIVATE_ADDRESSES = [
  '0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254',
  '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.192', '192.168.1.1', '198.18.0.1', '224.0.0.1',
  '240.0.0.1', '255.255.255.255', '168.63.129.16',
  '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:0:127.0.0.1', '64:ff9b::127.0.0.1',
  '64:ff9b::8.8.8.8', '64:ff9b:1::1', '2002:7f00:1::', '2002:808:808::', '2001::1', 'fc00::1', 'fd00:ec2::254',
  'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001:db8::1', '4000::1',
]
const PUBLIC_ADDRESSES = [
  '8.8.8.8', '172.15.0.1', '172.32.0.1', '::ffff:8.8.8.8', '2001:4860:4860::8888', '2606:4700::1',
]

describe('addressPolicy', () => {
  test.each(PRIVATE_ADDRESSES)('refuses %s by default', (address) => {
    expect(addressPolicy(false)(address)).toBe(false)
    expect(addressPolicy([])(address)).toBe(false)
  })

  test.each(PUBLIC_ADDRESSES)('allows %s by default', (address) => {
    expect(addressPolicy(false)(address)).toBe(true)
  })

  test('allows everything when private targets are allowed', () => {
    const isAllowed = addressPolicy(true)
    expect([...PRIVATE_ADDRESSES, ...PUBLIC_ADDRESSES].filter((address) => !isAllowed(address))).toEqual([])
  })

  test('opens exactly the listed ranges', () => {
    const isAllowed = addressPolicy(['10.1.0.0/16', 'fd00::/8'])
    expect(isAllowed('10.1.255.1')).toBe(true)
    expect(isAllowed('::ffff:10.1.255.1')).toBe(true)
    expect(isAllowed('10.2.0.1')).toBe(false)
    expect(isAllowed('fd12::1')).toBe(true)
    expect(isAllowed('fc12::1')).toBe(false)
    expect(isAllowed('8.8.8.8')).toBe(true)
  })

  test('does not open the private IPv4 addresses behind a listed translation range', () => {
    const isAllowed = addressPolicy(['64:ff9b::/96', '2002::/16'])
    expect(isAllowed('64:ff9b::8.8.8.8')).toBe(true)
    expect(isAllowed('64:ff9b::10.0.0.1')).toBe(false)
    expect(isAllowed('2002:808:808::1')).toBe(true)
    expect(isAllowed('2002:a00:1::1')).toBe(false)
  })

  test('refuses what is no address', () => {
    expect(addressPolicy(false)('example.com')).toBe(false)
    expect(addressPolicy(['0.0.0.0/0'])('')).toBe(false)
  })

  test.each(['10.0.0.0', '10.0.0.0/33', 'private', '::ffff:10.0.0.0/104'])('does not take %s as a range', (range) => {
    expect(() => addressPolicy([range])).toThrow(TypeError)
  })
})
