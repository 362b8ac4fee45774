import { z } from 'zod'
import { Tn } from './tn.ts'

/** Numbers of other plans need their plus: without it nothing tells them from ten digits of ours. */
const E164 = z.string().overwrite((text) => text.replace(/[\s().-]/g, '')).regex(/^\+(?!1)[1-9]\d{6,14}$/)

/**
 * A telephone number of any plan as the program holds it: ten digits of the North American plan (however they are
 * written), or E.164 with its plus for every other country. Any other text does not parse.
 *
 * @example
 * AnyTn.parse('(919) 439-0154') // '9194390154'
 * AnyTn.parse('+33 1 40 28 95 62') // '+33140289562'
 */
export const AnyTn = z.union([Tn, E164])
