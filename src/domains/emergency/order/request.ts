import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { readNumbers } from '../../numbering/index.ts'
import { checkForm, missingPart, missingProblem } from './address-form.ts'
import { checkCallerName } from './caller-name.ts'
import type { E911Request } from './contract.ts'
import type { LocatedAddress, WantedOrder } from './content.ts'
import { readEndpoints, simpleProblem } from './endpoint-form.ts'
import { orderErrors } from './errors.ts'

const MOST_LOCATIONS = 1000

type RequestedAddress = NonNullable<E911Request['address']>

/** 32 characters, as the documented examples have it. */
const newLocationId = (): string => newId().replaceAll('-', '')

const unclear = (reason: string) => orderErrors.kindUnclear({ reason })

/** Without the parts that are empty, and with the prefix of the house before its number, as geocoding takes it. */
function partsOf({ housePrefix, houseNumber, ...rest }: RequestedAddress): LocatedAddress {
  const parts = { ...rest, houseNumber: houseNumber && `${housePrefix ?? ''}${houseNumber}` }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value))
}

function topAddress(requested: RequestedAddress | undefined): LocatedAddress | undefined {
  if (!requested) return undefined
  const address = partsOf(requested)
  const missing = missingPart(address)
  if (missing !== undefined) throw orderErrors.topAddress({ reason: `${missing} is missing` })
  checkForm(address)
  return address
}

type Part = Pick<WantedOrder, 'subjects'> & { readonly content: Partial<WantedOrder['content']> }

function numbersIn({ telephoneNumbers = [], address, callerName }: E911Request, action: WantedOrder['action']): Part {
  const { tns, problems } = readNumbers(telephoneNumbers, orderErrors)
  if (problems.length > 0) throw new ApiError(400, problems)
  const place = topAddress(address)
  if (action === 'put' && !place && !callerName) throw unclear('an Address, a CallerName or DeleteTNSpecificE911Address is needed.')
  return { subjects: tns, content: { address: place } }
}

function identifiersIn({ alternateEndUserIdentifiers = [], address }: E911Request, action: WantedOrder['action']): Part {
  const endpoints = readEndpoints(alternateEndUserIdentifiers)
  const subjects = endpoints.map(({ identifier }) => identifier)
  if (action === 'remove') return { subjects, content: { endpoints } }
  const place = topAddress(address)
  for (const endpoint of endpoints) {
    const problem = endpoint.pidfloEnabled === false ? simpleProblem(endpoint, true) : undefined
    if (problem) throw new ApiError(400, [problem])
  }
  if (place?.locationId !== undefined && endpoints.filter(({ pidfloEnabled }) => pidfloEnabled !== true).length > 1) throw orderErrors.oneWithLocation()
  const pooled = endpoints.some(({ pidfloEnabled, locationId }) => pidfloEnabled === true && locationId === undefined)
  return { subjects, content: { endpoints, address: place && pooled ? { locationId: newLocationId(), ...place } : place } }
}

interface NamedAddress extends LocatedAddress { readonly locationId: string }

function locationOf(requested: RequestedAddress, action: WantedOrder['action']): { readonly location: NamedAddress, readonly isMade: boolean } {
  const address = partsOf(requested)
  checkForm(address)
  if (action === 'remove' && address.locationId === undefined) throw unclear('each Address that is to go needs its LocationId.')
  // What a named one lacks it may have already.
  const problem = address.locationId === undefined ? missingProblem(address) : undefined
  if (problem) throw new ApiError(400, [problem])
  const { locationId = newLocationId(), ...parts } = address
  return { location: { locationId, ...parts }, isMade: address.locationId === undefined }
}

function locationsIn({ additionalAddresses = [], address }: E911Request, action: WantedOrder['action']): Part {
  if (address) throw unclear('Address and AdditionalAddresses cannot be in one order.')
  if (additionalAddresses.length === 0) throw unclear('AdditionalAddresses is empty.')
  if (additionalAddresses.length > MOST_LOCATIONS) throw orderErrors.tooManyAddresses({ most: MOST_LOCATIONS })
  const read = additionalAddresses.map((each) => locationOf(each, action))
  const locations = read.map(({ location }) => location)
  const seen = new Set<string>()
  for (const { locationId } of locations) {
    if (seen.has(locationId.toLowerCase())) throw orderErrors.locationTwice({ id: locationId })
    seen.add(locationId.toLowerCase())
  }
  return { subjects: locations.map(({ locationId }) => locationId), content: { locations, madeIds: read.flatMap(({ location, isMade }) => isMade ? [location.locationId] : []) } }
}

const kinds = ['numbers', 'identifiers', 'locations'] as const

function kindOf({ telephoneNumbers, alternateEndUserIdentifiers, additionalAddresses }: E911Request): WantedOrder['kind'] {
  if (telephoneNumbers && alternateEndUserIdentifiers) throw orderErrors.numbersAndIdentifiers()
  const lists = { numbers: telephoneNumbers, identifiers: alternateEndUserIdentifiers, locations: additionalAddresses }
  const given = kinds.filter((kind) => lists[kind] !== undefined)
  const [kind] = given
  if (kind === undefined || given.length > 1) throw unclear('it needs one of TelephoneNumbers, AlternateEndUserIdentifiers and AdditionalAddresses.')
  return kind
}

const readers = { numbers: numbersIn, identifiers: identifiersIn, locations: locationsIn }

/** Understands an order. Throws the documented error of the first thing that cannot be, whatever the account has. */
export function readOrder(request: E911Request): WantedOrder {
  const { customerOrderId, callerName, address, deleteTNSpecificE911Address: removes } = request
  if (!isCustomerOrderId(customerOrderId)) throw orderErrors.customerOrderId()
  const kind = kindOf(request)
  const action = removes ? 'remove' : 'put'
  if (removes && (address || callerName)) throw unclear('with DeleteTNSpecificE911Address there is neither Address nor CallerName.')
  checkCallerName(callerName)
  const { subjects, content } = readers[kind](request, action)
  return { kind, action, subjects, content: { callerName: callerName || undefined, endpoints: [], locations: [], madeIds: [], ...content } }
}
