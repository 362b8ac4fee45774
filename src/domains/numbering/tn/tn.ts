import { z } from 'zod'

const SEPARATORS = /[\s().-]/g

/** Without separators and country code; anything else is left for the check that follows. */
const bareDigits = (text: string): string => text.replace(SEPARATORS, '').replace(/^\+?1(?=\d{10}$)/, '')

/**
 * A telephone number of the North American plan: ten digits inside the program, whatever separators (space, dot, dash,
 * parentheses) and leading `1` or `+1` a client wrote. Any other text does not parse.
 *
 * @example
 * Tn.parse('+1 (919) 439-0154') // '9194390154'
 */
export const Tn = z.string().overwrite(bareDigits).regex(/^[2-9]\d\d[2-9]\d{6}$/, 'is not a ten-digit telephone number')

/** The number as people read it: `9194390154` is `919-439-0154`. Texts that are not ten digits stay as they are. */
export function formatTn(tn: string): string {
  return tn.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3')
}
