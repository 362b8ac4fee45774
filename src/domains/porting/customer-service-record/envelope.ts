import { z } from 'zod'
import type { Envelope } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'

const Body = z.object({ errors: list(z.object({ code: z.int(), description: z.string() }), 'Error') })

/** `<CsrResponse><Errors><Error><Code/><Description/></Error></Errors></CsrResponse>`: as an order that failed shows its errors. */
export const errorsOfRecord: Envelope = {
  name: 'Errors/Error', root: 'CsrResponse', schema: Body,
  body: (problems) => ({ errors: problems.map(({ code, text }) => ({ code, description: text })) }),
}
