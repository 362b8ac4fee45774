import { z } from 'zod'
import { Address } from '../address/address.ts'

const text = z.string().optional()

/**
 * What `account.details` holds. Parsed on every reading, so that a row written by hand cannot break an answer's shape.
 */
export const AccountDetails = z.object({
  associatedCatapultAccount: text,
  globalAccountNumber: text,
  nenaId: text,
  address: Address.optional(),
  contact: z.object({ firstName: text, lastName: text, phone: text, email: text }).optional(),
  altSpid: text,
  spid: text,
  portCarrierType: text,
  /** Countries beyond the own one, as three letters, that messages may go to. */
  breakOutCountries: z.array(z.string()).optional(),
})
export type AccountDetails = z.output<typeof AccountDetails>
