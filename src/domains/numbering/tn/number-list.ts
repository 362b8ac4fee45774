import type { ErrorMaker, Problem } from '../../../kernel/errors/catalogue.ts'
import { Tn } from './tn.ts'

/** Most numbers that one request names. */
const MOST_NUMBERS = 5000
const SHOWN = 40

interface ListErrors { readonly noNumbers: ErrorMaker, readonly tooMany: ErrorMaker, readonly numberInvalid: ErrorMaker, readonly numberTwice: ErrorMaker }

/** Numbers of the North American plan as a client wrote them: those that can be read, and what is wrong with the list. */
interface ReadNumbers {
  /** Ten digits each, in the order of the list, none twice. */
  readonly tns: readonly string[]
  readonly problems: readonly Problem[]
}

/** Reads a list. Every number that is none, or that comes twice, is a problem of its own; so are an empty and an overlong list. */
export function readNumbers(texts: readonly string[], errors: ListErrors): ReadNumbers {
  if (texts.length === 0) return { tns: [], problems: [errors.noNumbers.problem()] }
  if (texts.length > MOST_NUMBERS) return { tns: [], problems: [errors.tooMany.problem({ most: MOST_NUMBERS })] }
  const tns = new Set<string>()
  const problems: Problem[] = []
  for (const text of texts) {
    const parsed = Tn.safeParse(text)
    if (!parsed.success) problems.push(errors.numberInvalid.problem({ tn: text.slice(0, SHOWN) }))
    else if (tns.has(parsed.data)) problems.push(errors.numberTwice.problem({ tn: parsed.data }))
    else tns.add(parsed.data)
  }
  return { tns: [...tns], problems }
}
