import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = [Address, number]

/** Answers whether a callback may be sent to this address (text, as DNS or a URL gives it). */
export type AddressPolicy = (address: string) => boolean

const GLOBAL_UNICAST_V6: Range = ipaddr.parseCIDR('2000::/3')
// Ranges whose addresses carry an IPv4 address that a translator or relay on the way connects to in the end.
const NAT64: Range = ipaddr.parseCIDR('64:ff9b::/96')
const TRANSLATED: Range = ipaddr.parseCIDR('::ffff:0:0:0/96')
const SIX_TO_FOUR: Range = ipaddr.parseCIDR('2002::/16')
// Registered as public, but inside its cloud it is the virtual host's own metadata and agent service.
const HOST_SERVICES: readonly Range[] = [ipaddr.parseCIDR('168.63.129.16/32')]

/**
 * Makes the rule that says which addresses may be connected to.
 *
 * `true` allows every address (a sandbox on a laptop). Otherwise only globally routable unicast addresses are
 * allowed, plus those in the listed CIDR ranges (`10.1.0.0/16`, `fd00::/8`). An IPv4-mapped address is judged as
 * the IPv4 address it stands for; where an IPv6 address embeds an IPv4 address (NAT64, 6to4), a listed IPv6 range
 * does not open the private IPv4 addresses behind it. Throws a TypeError for a range that cannot be read.
 */
export function addressPolicy(allowPrivate: boolean | readonly string[]): AddressPolicy {
  if (allowPrivate === true) return () => true
  const allowed = allowPrivate === false ? [] : allowPrivate.map(parseRange)
  return (text) => ipaddr.isValid(text) && isAllowed(ipaddr.process(text), allowed)
}

function isAllowed(address: Address, allowed: readonly Range[]): boolean {
  if (!isPublic(address) && !allowed.some((range) => isIn(address, range))) return false
  const embedded = embeddedAddress(address)
  return embedded === null || isAllowed(embedded, allowed)
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv6) return isIn(address, GLOBAL_UNICAST_V6)
  return !HOST_SERVICES.some((range) => isIn(address, range))
}

function embeddedAddress(address: Address): ipaddr.IPv4 | null {
  if (address instanceof ipaddr.IPv4) return null
  const bytes = address.toByteArray()
  if (isIn(address, NAT64) || isIn(address, TRANSLATED)) return new ipaddr.IPv4(bytes.slice(12, 16))
  if (isIn(address, SIX_TO_FOUR)) return new ipaddr.IPv4(bytes.slice(2, 6))
  return null
}

function isIn(address: Address, [base, bits]: Range): boolean {
  return address.kind() === base.kind() && address.match(base, bits)
}

function parseRange(text: string): Range {
  if (!ipaddr.isValidCIDR(text)) throw new TypeError(`Not a CIDR range: ${text}`)
  const [base, bits] = ipaddr.parseCIDR(text)
  if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress()) {
    throw new TypeError(`Write this range as IPv4: ${text}`)
  }
  return [base, bits]
}
