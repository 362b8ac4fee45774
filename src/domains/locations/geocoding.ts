import { z } from 'zod'
import { ApiError, type ErrorMaker } from '../../kernel/errors/catalogue.ts'
import type { Envelope } from '../../kernel/errors/envelopes.ts'
import { Address } from '../accounts/index.ts'
import { locationErrors } from './errors.ts'
import type { GeocodeAnswer, Geocoder, Inconsistency, PostalAddress } from './ports.ts'

/** How a kind of place words what a geocoder says. */
export interface GeocodeRefusals {
  readonly unknown: ErrorMaker
  readonly unavailable: ErrorMaker
}

const RecommendedAddress = z.object({ addressLine1: z.string(), ...Address.omit({ addressType: true }).shape })
const AddressErrorDescription = z.object({ addressInconsistencies: z.string(), recommendedAddress: RecommendedAddress })
type AddressErrorDescription = z.output<typeof AddressErrorDescription>

/** The refusals of an operation that takes an address: with a recommended one, and `also` what the request asked for. */
export function addressConflict(root: string, also: z.ZodRawShape = {}): Envelope {
  const schema = z.object({
    responseStatus: z.object({ errorCode: z.int(), description: z.string() }),
    addressErrorDescription: AddressErrorDescription.optional(),
    ...Object.fromEntries(Object.entries(also).map(([name, part]) => [name, z.optional(part)])),
  })
  return {
    name: 'AddressConflict', root, schema,
    body: ([problem], echo) => ({
      responseStatus: { errorCode: problem?.code, description: problem?.text }, ...(typeof echo === 'object' ? echo : undefined),
    }),
  }
}

/** What is wrong with an address, in the documented words: a line for each part. */
export function describe(inconsistencies: readonly Inconsistency[]): string {
  return ['Some adjustments are required to allow the address to pass geocoding:', ...inconsistencies.map(({ field, given, valid }) =>
    `Specified value - ${field} : "${given}" Valid value - "${valid}"`)].join('\n')
}

/** House and street in one line, as it stands on an envelope. */
export function firstLine({ houseNumber, houseSuffix, preDirectional, streetName, streetSuffix, postDirectional }: PostalAddress): string {
  return [houseNumber, houseSuffix, preDirectional, streetName, streetSuffix, postDirectional].filter(Boolean).join(' ')
}

function corrected({ address, inconsistencies }: Extract<GeocodeAnswer, { kind: 'corrected' }>, also: object): ApiError {
  const present = Object.entries(address).filter(([part, value]) => value && part in RecommendedAddress.shape)
  const addressErrorDescription: AddressErrorDescription = {
    addressInconsistencies: describe(inconsistencies), recommendedAddress: { addressLine1: firstLine(address), ...Object.fromEntries(present) },
  }
  return locationErrors.addressCorrected().echoing({ addressErrorDescription, ...also })
}

/**
 * Lets an address pass that exists, or that nobody can check because no geocoder is wired. Throws 12112 with the address
 * that comes closest, and `also` what the request asked for; else the refusals given.
 */
export async function checkPlace(
  geocoder: Geocoder | undefined, address: Address, refusals: GeocodeRefusals, also: object = {},
): Promise<void> {
  if (!geocoder) return
  const answer = await geocoder.check(address)
  switch (answer.kind) {
    case 'ok': return
    case 'corrected': throw corrected(answer, also)
    case 'unknown': throw refusals.unknown()
    case 'unavailable': throw refusals.unavailable()
  }
}
