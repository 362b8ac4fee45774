import { z } from 'zod'
import type { FailedLine } from '../../kernel/orders/lines.ts'
import { byProblem } from '../../kernel/orders/lines.ts'
import { list } from '../../kernel/xml/index.ts'

/** What is wrong with numbers of an order, each problem once with all the numbers that have it. */
export const OrderErrors = list(z.object({ code: z.int(), description: z.string(), telephoneNumbers: list(z.string(), 'TelephoneNumber') }), 'Error')

export const orderErrorsOf = (failed: readonly FailedLine[]): z.output<typeof OrderErrors> =>
  byProblem(failed).map(({ code, text, subjects }) => ({ code, description: text, telephoneNumbers: [...subjects] }))
