import ipaddr from 'ipaddr.js'
import { locationErrors } from './errors.ts'

const SHORTEST_MASK = 14
const LONGEST_MASK = 32
/** This host, loopback, link-local, everybody: no call or message comes from there. */
const FORBIDDEN = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '255.255.255.255/32'].map(readNetwork)

/** An IPv4 address (mask 32) or subnet. `first` and `last` are its lowest and highest address as numbers. */
export interface Network {
  readonly cidr: string
  readonly mask: number
  readonly first: number
  readonly last: number
}

function readNetwork(cidr: string): Network {
  const [address = '', bits = ''] = cidr.split('/')
  const first = ipaddr.IPv4.parse(address).octets.reduce((value, octet) => value * 256 + octet, 0)
  return { cidr, mask: Number(bits), first, last: first + 2 ** (LONGEST_MASK - Number(bits)) - 1 }
}

/** Whether two networks have an address in common. */
export function overlap(one: Network, other: Network): boolean {
  return one.first <= other.last && other.first <= one.last
}

/** Four numbers, or IPv6: shorter forms such as `10.1` mean different addresses to different programs. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
}

/** Whether the text is an IPv4 address in its usual form. */
export function isIpv4(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text)
}

/**
 * Reads an IPv4 address, or a subnet in CIDR form given by its network address. Throws 13594 for what is neither, 13023
 * for IPv6, 13593 for a mask outside 14 to 32, 13595 for another address of the subnet, 13625 for forbidden networks.
 */
export function parseNetwork(host: string): Network {
  const [address = '', mask = String(LONGEST_MASK), ...more] = host.split('/')
  if (!isAddress(address) || more.length > 0 || !/^\d{1,3}$/.test(mask)) throw locationErrors.terminationHostMalformed({ host })
  if (!isIpv4(address)) throw locationErrors.hostNotIpv4({ host })
  if (Number(mask) < SHORTEST_MASK || Number(mask) > LONGEST_MASK) throw locationErrors.maskOutOfRange({ host })
  const canonical = ipaddr.IPv4.parse(address).toString()
  const network = ipaddr.IPv4.networkAddressFromCIDR(`${canonical}/${mask}`).toString()
  if (network !== canonical) throw locationErrors.subnetBitsSet({ host, suggested: `${network}/${Number(mask)}` })
  const read = readNetwork(`${canonical}/${Number(mask)}`)
  if (FORBIDDEN.some((forbidden) => overlap(forbidden, read))) throw locationErrors.hostForbidden({ host })
  return read
}
