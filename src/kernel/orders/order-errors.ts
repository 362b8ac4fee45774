import { z } from 'zod'
import { list } from '../xml/index.ts'
import { byProblem, type FailedLine } from './lines.ts'

/** What is wrong with numbers of an order, each problem once with all the numbers that have it. */
export const OrderErrors = list(z.object({ code: z.int(), description: z.string(), telephoneNumbers: list(z.string(), 'TelephoneNumber') }), 'Error')

export const orderErrorsOf = (failed: readonly FailedLine[]): z.output<typeof OrderErrors> =>
  byProblem(failed).map(({ code, text, subjects }) => ({ code, description: text, telephoneNumbers: [...subjects] }))
