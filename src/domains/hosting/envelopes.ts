import { z } from 'zod'
import type { Envelope } from '../../kernel/errors/envelopes.ts'
import { repeated } from '../../kernel/xml/index.ts'

const Refused = z.object({ processingStatus: z.string().optional(), errors: repeated(z.object({ code: z.int(), description: z.string() })) })

const errorsOf = (problems: Parameters<Envelope['body']>[0]) => problems.map(({ code, text }) => ({ code, description: text }))

/** `<XResponse><Errors/>...</XResponse>`, an `Errors` for each problem. */
export const repeatedErrors = (root: string): Envelope => ({
  name: 'repeated Errors', root, schema: Refused, body: (problems) => ({ errors: errorsOf(problems) }),
})

/** The same with `<ProcessingStatus>FAILED</ProcessingStatus>` before them: orders that were not taken. */
export const failedOrder = (root: string): Envelope => ({
  name: 'ProcessingStatus FAILED with repeated Errors', root, schema: Refused,
  body: (problems) => ({ processingStatus: 'FAILED', errors: errorsOf(problems) }),
})
