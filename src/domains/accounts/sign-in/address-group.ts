import ipaddr from 'ipaddr.js'

const IPV6_GROUPS = 4

/**
 * What is counted as one address: an IPv4 address, or the /64 of an IPv6 address, because whoever has one address of
 * a /64 has them all. An IPv4 address written as IPv6 is the IPv4 address.
 */
export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts.slice(0, IPV6_GROUPS).map((part) => part.toString(16)).join(':')}::/64`
}
