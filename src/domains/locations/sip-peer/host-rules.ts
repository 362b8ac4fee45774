import ipaddr from 'ipaddr.js'
import { locationErrors } from '../errors.ts'
import type { Host, PeerDetails, TerminationHost } from './details.ts'

const MOST_HOSTS = 10
const MOST_GROUPS = 5
const SHORTEST_MASK = 14
const LONGEST_MASK = 32
const HIGHEST_PORT = 65_535
const DOMAIN = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z](?:[a-z\d-]{0,61}[a-z\d])?\.?$/i

function checkPort(port: number | undefined): void {
  if (port !== undefined && (port < 0 || port > HIGHEST_PORT)) throw locationErrors.portOutOfRange({ port })
}

function checkRepeats(hosts: readonly Host[]): void {
  const keys = hosts.map(({ hostName, port }) => `${hostName.toLowerCase()}${port ? `:${port}` : ''}`)
  const repeated = new Set(keys.filter((key, index) => keys.indexOf(key) !== index))
  if (repeated.size > 0) throw locationErrors.hostRepeated({ hosts: [...repeated].join(', ') })
}

function checkVoiceHosts(hosts: readonly Host[]): void {
  if (hosts.length > MOST_HOSTS) throw locationErrors.tooManyVoiceHosts({ most: MOST_HOSTS })
  for (const { hostName, port } of hosts) {
    if (!isAddress(hostName) && !DOMAIN.test(hostName)) throw locationErrors.hostMalformed({ host: hostName })
    checkPort(port)
  }
  checkRepeats(hosts)
}

/** Four numbers, or IPv6: shorter forms such as `10.1` mean different addresses to different programs. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
}

/** An IPv4 address, or an IPv4 subnet given by its network address. */
function checkTerminationHost({ hostName, port }: TerminationHost): void {
  checkPort(port)
  const [address = '', mask, ...more] = hostName.split('/')
  if (!isAddress(address) || more.length > 0) throw locationErrors.terminationHostMalformed({ host: hostName })
  if (mask === undefined) return
  if (!ipaddr.IPv4.isValid(address) || !/^\d{1,3}$/.test(mask)) {
    throw locationErrors.terminationHostMalformed({ host: hostName })
  }
  if (Number(mask) < SHORTEST_MASK || Number(mask) > LONGEST_MASK) {
    throw locationErrors.maskOutOfRange({ host: hostName })
  }
  const network = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${mask}`).toString()
  if (network !== address) throw locationErrors.subnetBitsSet({ host: hostName, suggested: `${network}/${mask}` })
}

/** Checks kind, number and form of a peer's hosts. Whether others use the same addresses is not looked at. */
export function checkHosts({ voiceHosts, voiceHostGroups, terminationHosts }: PeerDetails): void {
  if (voiceHosts.length > 0 && voiceHostGroups.length > 0) throw locationErrors.hostsAndGroups()
  if (voiceHostGroups.length > MOST_GROUPS) throw locationErrors.tooManyVoiceHostGroups({ most: MOST_GROUPS })
  checkVoiceHosts(voiceHosts)
  for (const { host } of voiceHostGroups) checkVoiceHosts(host)
  if (terminationHosts.length > MOST_HOSTS) {
    throw locationErrors.tooManyTerminationHosts({ given: terminationHosts.length, most: MOST_HOSTS })
  }
  for (const host of terminationHosts) checkTerminationHost(host)
  checkRepeats(terminationHosts)
}
