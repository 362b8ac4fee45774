import { locationErrors } from '../errors.ts'
import { isAddress, overlap, parseNetwork } from '../network.ts'
import type { Host, PeerHosts, TerminationHost } from './details.ts'

const MOST_HOSTS = 10
const MOST_GROUPS = 5
const HIGHEST_PORT = 65_535
const DOMAIN = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z](?:[a-z\d-]{0,61}[a-z\d])?\.?$/i
const trafficClasses: readonly string[] = ['ALL', 'LITE', 'DOMESTIC', 'NONE']

/** Whether a text is a domain name by its form. */
export function isDomainName(text: string): boolean {
  return DOMAIN.test(text)
}

/** Throws 13543 for a port outside 0 to 65535. */
export function checkPort(port: number | undefined): void {
  if (port !== undefined && (port < 0 || port > HIGHEST_PORT)) throw locationErrors.portOutOfRange({ port })
}

/** Throws 13553 naming what occurs more than once. */
export function checkRepeats(keys: readonly string[]): void {
  const repeated = new Set(keys.filter((key, index) => keys.indexOf(key) !== index))
  if (repeated.size > 0) throw locationErrors.hostRepeated({ hosts: [...repeated].join(', ') })
}

function checkVoiceHosts(hosts: readonly Host[]): void {
  if (hosts.length > MOST_HOSTS) throw locationErrors.tooManyVoiceHosts({ most: MOST_HOSTS })
  for (const { hostName, port } of hosts) {
    if (!isAddress(hostName) && !isDomainName(hostName)) throw locationErrors.hostMalformed({ host: hostName })
    checkPort(port)
  }
  checkRepeats(hosts.map(({ hostName, port }) => `${hostName.toLowerCase()}${port ? `:${port}` : ''}`))
}

function checkTerminationHosts(hosts: readonly TerminationHost[]): void {
  if (hosts.length > MOST_HOSTS) throw locationErrors.tooManyTerminationHosts({ given: hosts.length, most: MOST_HOSTS })
  const networks = hosts.map(({ hostName, port, customerTrafficAllowed: traffic }) => {
    checkPort(port)
    if (traffic !== undefined && !trafficClasses.includes(traffic)) throw locationErrors.trafficUnknown({ traffic: traffic.slice(0, 60) })
    const network = parseNetwork(hostName)
    if (network.mask < 32 && (port ?? 0) > 0) throw locationErrors.portWithSubnet({ host: hostName })
    return network
  })
  checkRepeats(networks.map(({ cidr }) => cidr.replace(/\/32$/, '')))
  const clash = networks.find((network, index) => networks.some((other, place) => place < index && overlap(other, network)))
  if (clash) throw locationErrors.hostOverlaps({ host: clash.cidr })
}

/** Checks kind, number and form of a peer's hosts. Whether others use the same addresses is not looked at. */
export function checkHosts({ voiceHosts, voiceHostGroups, terminationHosts }: PeerHosts): void {
  if (voiceHosts.length > 0 && voiceHostGroups.length > 0) throw locationErrors.hostsAndGroups()
  if (voiceHostGroups.length > MOST_GROUPS) throw locationErrors.tooManyVoiceHostGroups({ most: MOST_GROUPS })
  checkVoiceHosts(voiceHosts)
  for (const { host } of voiceHostGroups) checkVoiceHosts(host)
  checkTerminationHosts(terminationHosts)
}
