/** One documented (or, where nothing is documented, one of our own) error: its code, HTTP status and text. */
export interface ErrorSpec {
  readonly code: number
  readonly status: number
  /** Text with `{placeholders}` that the thrower fills. */
  readonly text: string
}

/** A problem as it goes over the wire, whatever envelope it is put into. */
export interface Problem {
  readonly code: number
  readonly text: string
  /** The telephone number that it is about, where the envelope has a place for it. */
  readonly tn?: string
}

/**
 * A refusal that the caller gets to see. Everything else that is thrown becomes a bare 500.
 * `problems` has at least one entry; `status` is the HTTP status.
 */
export class ApiError extends Error {
  readonly status: number
  readonly problems: readonly Problem[]
  readonly headers: Readonly<Record<string, string>>
  /** What the answer repeats of the request, in families that do that. */
  readonly echo: unknown

  constructor(status: number, problems: readonly Problem[], options: { headers?: Readonly<Record<string, string>>, cause?: unknown, echo?: unknown } = {}) {
    super(problems.map((problem) => `${problem.code} ${problem.text}`).join('; '), { cause: options.cause })
    this.status = status
    this.problems = problems
    this.headers = options.headers ?? {}
    this.echo = options.echo
  }

  /** The same refusal, repeating part of the request. */
  echoing(echo: unknown): ApiError {
    return new ApiError(this.status, this.problems, { headers: this.headers, cause: this, echo })
  }
}

type Arguments = Readonly<Record<string, string | number>>
export interface ErrorMaker {
  (args?: Arguments): ApiError
  readonly spec: ErrorSpec
  /** The same text as a value, for outcomes that stand on an order line rather than being thrown. */
  problem(args?: Arguments, tn?: string): Problem
}

export interface CataloguedError extends ErrorSpec {
  readonly catalogue: string
  readonly name: string
}

const everyError: CataloguedError[] = []

/** Every error of every catalogue that has been loaded, for the documentation and its tests. */
export function catalogued(): readonly CataloguedError[] {
  return everyError
}

/** Most characters of a value in a text: values repeat what a client sent, which may be a megabyte. */
const MOST_CHARACTERS = 1000

function fill(text: string, args: Arguments): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = args[name]
    if (value === undefined) throw new Error(`no value for {${name}} in error text "${text}"`)
    const shown = String(value)
    return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}...` : shown
  })
}

/**
 * Declares the errors of a domain. Each becomes a function that makes the error to throw.
 *
 * @example
 * const errors = defineErrors('ordering', { siteInvalid: { code: 5016, status: 400, text: 'The SiteId submitted is invalid.' } })
 * throw errors.siteInvalid()
 */
export function defineErrors<Specs extends Readonly<Record<string, ErrorSpec>>>(
  catalogue: string, specs: Specs,
): { readonly [Name in keyof Specs]: ErrorMaker } {
  const makers = Object.entries(specs).map(([name, spec]) => {
    everyError.push({ catalogue, name, ...spec })
    const problem = (args: Arguments = {}, tn?: string): Problem => ({ code: spec.code, text: fill(spec.text, args), tn })
    const make = (args: Arguments = {}) => new ApiError(spec.status, [problem(args)])
    return [name, Object.assign(make, { spec, problem })]
  })
  // Object.fromEntries forgets the key names that the mapped type above states.
  return Object.fromEntries(makers) as { readonly [Name in keyof Specs]: ErrorMaker }
}
