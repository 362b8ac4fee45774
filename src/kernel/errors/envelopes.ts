import { z } from 'zod'
import type { Problem } from './catalogue.ts'

/** How an operation writes its errors: the root element and the shape beneath it. */
export interface Envelope {
  readonly name: string
  readonly root: string
  readonly schema: z.ZodType
  /** The body for these problems, a value of `schema`; `echo` is what the thrower wants repeated, where the family does that. */
  body(problems: readonly Problem[], echo?: unknown): unknown
}

const ResponseStatus = z.object({
  responseStatus: z.object({ errorCode: z.int(), description: z.string() }),
})
const ErrorListBody = z.object({
  errorList: z.array(z.object({ code: z.int(), description: z.string(), telephoneNumber: z.string().optional() })
    .meta({ xml: { name: 'Error' } })).meta({ xml: { wrapped: true } }),
})
const SingleError = z.object({ error: z.object({ code: z.int(), description: z.string() }) })
const ErrorsDirect = z.object({ errors: z.object({ code: z.int(), description: z.string() }) })

const first = (problems: readonly Problem[]): Problem => {
  const [problem] = problems
  if (!problem) throw new Error('an error answer needs at least one problem')
  return problem
}
const codeAndText = ({ code, text }: Problem) => ({ code, description: text })

/** `<XResponse><ResponseStatus><ErrorCode/><Description/></ResponseStatus></XResponse>`: the most common family. */
export const responseStatus = (root: string): Envelope => ({
  name: 'ResponseStatus', root, schema: ResponseStatus,
  body: (problems) => ({ responseStatus: { errorCode: first(problems).code, description: first(problems).text } }),
})

/** `<XResponse><ErrorList><Error><Code/><Description/></Error>…</ErrorList></XResponse>`: orders and disconnects. */
export const errorList = (root: string): Envelope => ({
  name: 'ErrorList', root, schema: ErrorListBody,
  body: (problems) => ({ errorList: problems.map((problem) => ({ ...codeAndText(problem), telephoneNumber: problem.tn })) }),
})

/** `<SearchResult><Error><Code/><Description/></Error></SearchResult>`: searches. */
export const singleError = (root: string): Envelope => ({
  name: 'Error', root, schema: SingleError,
  body: (problems) => ({ error: codeAndText(first(problems)) }),
})

/** `<XResponse><Errors><Code/><Description/></Errors></XResponse>`: checkers and imports. */
export const errorsDirect = (root: string): Envelope => ({
  name: 'Errors', root, schema: ErrorsDirect,
  body: (problems) => ({ errors: codeAndText(first(problems)) }),
})
