import { z } from 'zod'
import type { Envelope } from './envelopes.ts'

const Missing = z.object({ responseStatus: z.object({ errorCode: z.int().optional(), description: z.string() }) })
const NOT_FOUND = 404

/** `<XResponse><ResponseStatus><Description/></ResponseStatus></XResponse>`: what is missing has no code here, all else has. */
export const responseStatusOrMissing = (root: string): Envelope => ({
  name: 'ResponseStatus, without code where something is missing', root, schema: Missing,
  body: ([problem]) => ({ responseStatus: { errorCode: problem?.code === NOT_FOUND ? undefined : problem?.code, description: problem?.text } }),
})
