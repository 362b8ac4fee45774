import { z } from 'zod'

const MOST = 2_147_483_647

/** An integer id as a path carries it: digits only, within what the database can hold. */
const integerId = z.string().regex(/^\d{1,10}$/).transform(Number).pipe(z.int().max(MOST))

export const AccountId = integerId

/** An id that the owner of the resource checks itself, because a malformed one has an error of its own. */
export const OpaqueId = z.string().max(300).refine((id) => !/\p{Cc}/u.test(id))
