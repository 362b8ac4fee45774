import { checkAddress } from '../address-rules.ts'
import { locationErrors } from '../errors.ts'
import { PeerDetails, type PeerHosts } from './details.ts'
import { checkHosts } from './host-rules.ts'

const LONGEST_TEXT = 50

/** What a client asks for beside name, description and being the default: not yet checked. */
export interface WantedDetails extends Partial<Omit<PeerDetails, 'callingName' | 'voiceHosts' | 'voiceHostGroups'>>, Partial<PeerHosts> {
  readonly callingName?: { readonly display?: boolean, readonly enforced?: boolean }
}

/** A peer's name and description as a client asks for them. */
export interface WantedNames {
  readonly name?: string
  readonly description?: string
}

/** The name, checked. Throws 13500, 13501 and 13503. */
export function checkedName({ name, description = '' }: WantedNames): string {
  if (!name) throw locationErrors.peerNameMissing()
  if (name.length > LONGEST_TEXT) throw locationErrors.peerNameTooLong({ name })
  if (description.length > LONGEST_TEXT) throw locationErrors.peerDescriptionTooLong({ description })
  return name
}

export interface CheckedDetails {
  readonly details: PeerDetails
  readonly terminationHosts: PeerHosts['terminationHosts']
}

const cleared = (text: string | undefined) => text === '' ? undefined : text

/** Checks form and number of everything; throws the documented refusals of hosts, options and addresses. */
export function checkedDetails({ callingName, address, terminationHosts = [], ...rest }: WantedDetails): CheckedDetails {
  if (callingName && callingName.display === undefined) throw locationErrors.displayMissing()
  if (callingName && callingName.enforced === undefined) throw locationErrors.enforcedMissing()
  const located = address && Object.values(address).some(Boolean) ? { ...address, country: address.country ?? 'US' } : undefined
  if (located) checkAddress(located)
  const details = PeerDetails.parse({
    ...rest, callingName, address: located,
    finalDestinationUri: cleared(rest.finalDestinationUri), premiseTrunks: cleared(rest.premiseTrunks),
  })
  checkHosts({ ...details, terminationHosts })
  return { details, terminationHosts }
}

/** What was given, and what there is where nothing was. An element without content clears. */
export function merged(before: CheckedDetails, { voiceHosts, voiceHostGroups, terminationHosts, ...given }: WantedDetails): WantedDetails {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    ...before.details, ...present, terminationHosts: terminationHosts ?? before.terminationHosts,
    // Groups in place of hosts, or the other way round, replace them: a peer never has both.
    voiceHosts: voiceHosts ?? (voiceHostGroups?.length ? [] : before.details.voiceHosts),
    voiceHostGroups: voiceHostGroups ?? (voiceHosts?.length ? [] : before.details.voiceHostGroups),
  }
}
