import { messagingErrors } from '../messaging/errors.ts'
import { isIpv4 } from '../network.ts'
import { checkPort, isDomainName } from '../sip-peer/host-rules.ts'
import type { Mm4HostRequest, MmsFeatureRequest } from './contract.ts'

const MOST_HOSTS = 128
const HIGHEST_PRIORITY = 9

/** A host of MM4 that was checked; without an id it is new. */
export interface Mm4Host {
  readonly hostId: number | undefined
  readonly hostName: string
  readonly port: number | undefined
  readonly priority: number
}

/** What is wanted for the MMS of a SIP peer: messages go to a proxy peer's application, or between mail servers. */
export type MmsSettings =
  | { readonly protocol: 'HTTP', readonly proxyPeerId: number | undefined }
  | { readonly protocol: 'MM4', readonly tls: 'ON' | 'OFF', readonly terminationHosts: readonly Mm4Host[], readonly originationHosts: readonly Mm4Host[] }

function checkedHost({ hostId, hostName, port, priority = 0 }: Mm4HostRequest): Mm4Host {
  if (!isIpv4(hostName) && !isDomainName(hostName)) throw messagingErrors.mm4HostMalformed({ host: hostName.slice(0, 100) })
  checkPort(port)
  if (priority < 0 || priority > HIGHEST_PRIORITY) throw messagingErrors.priorityOutOfRange({ priority })
  return { hostId, hostName, port, priority }
}

function refuseRepeats(hosts: readonly Mm4Host[]): void {
  const keys = hosts.map(({ hostName, port }) => `${hostName.toLowerCase()}:${port ?? ''}`)
  const again = hosts.find((_host, index) => keys.indexOf(keys[index] ?? '') !== index)
  if (again) throw messagingErrors.mmsHostRepeated({ host: again.hostName })
}

type Mm4Request = NonNullable<NonNullable<MmsFeatureRequest['protocols']>['mm4']>

function checkedMm4({ tls = 'OFF', mmsMM4TermHosts, mmsMM4OrigHosts }: Mm4Request): MmsSettings {
  if (tls !== 'ON' && tls !== 'OFF') throw messagingErrors.elementMalformed({ element: 'Tls', value: tls.slice(0, 60), values: 'ON, OFF' })
  const [termination, origination] = [mmsMM4TermHosts?.termHosts ?? [], mmsMM4OrigHosts?.origHosts ?? []]
  if (termination.length > MOST_HOSTS) throw messagingErrors.tooManyTerminationHosts({ most: MOST_HOSTS })
  if (origination.length > MOST_HOSTS) throw messagingErrors.tooManyOriginationHosts({ most: MOST_HOSTS })
  const terminationHosts = termination.map((host) => checkedHost({ ...host, port: undefined, priority: undefined }))
  const originationHosts = origination.map(checkedHost)
  const address = tls === 'ON' ? originationHosts.find(({ hostName }) => isIpv4(hostName)) : undefined
  if (address) throw messagingErrors.tlsNeedsName({ host: address.hostName })
  refuseRepeats(terminationHosts)
  refuseRepeats(originationHosts)
  return { protocol: 'MM4', tls, terminationHosts, originationHosts }
}

/** Checks what a request wants. Throws 13606 for two protocols, 13608 for another one's settings, and what is wrong with hosts. */
export function checkedSettings({ mmsSettings, protocols = {} }: MmsFeatureRequest): MmsSettings {
  if (protocols.http && protocols.mm4) throw messagingErrors.oneProtocol()
  const { protocol = '' } = mmsSettings ?? {}
  if (protocol !== 'HTTP' && protocol !== 'MM4') throw messagingErrors.elementMalformed({ element: 'Protocol', value: protocol.slice(0, 60), values: 'HTTP, MM4' })
  if (protocol === 'HTTP' && protocols.mm4) throw messagingErrors.protocolUnfit({ protocol, given: 'MM4' })
  if (protocol === 'MM4' && protocols.http) throw messagingErrors.protocolUnfit({ protocol, given: 'HTTP' })
  return protocol === 'HTTP' ? { protocol, proxyPeerId: protocols.http?.httpSettings?.proxyPeerId } : checkedMm4(protocols.mm4 ?? {})
}
