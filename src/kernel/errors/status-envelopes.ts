import { z } from 'zod'
import type { Envelope } from './envelopes.ts'

const codeAndDescription = z.object({ code: z.int(), description: z.string() })
const Status = z.object({ status: codeAndDescription })
const IrisStatus = z.object({ irisStatus: codeAndDescription.meta({ xml: { name: 'irisStatus' } }) })

/** `<XResponse><Status><Code/><Description/></Status></XResponse>`: refusals of port-ins and calling-name orders as a whole. */
export const statusOnly = (root: string): Envelope => ({
  name: 'Status', root, schema: Status,
  body: ([problem]) => ({ status: { code: problem?.code, description: problem?.text } }),
})

/** `<ErrorResponse><irisStatus><Code/><Description/></irisStatus></ErrorResponse>`: the history of a number. */
export const irisStatus = (root: string): Envelope => ({
  name: 'irisStatus', root, schema: IrisStatus,
  body: ([problem]) => ({ irisStatus: { code: problem?.code, description: problem?.text } }),
})
