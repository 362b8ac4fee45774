import type { Clock } from '../clock/clock.ts'
import type { Logger } from '../log/logger.ts'
import type { Operation } from './operation.ts'

/** Who is asking: the user behind the credentials and what that user may do. */
export interface Actor {
  readonly userId: number
  readonly userName: string
  /** A password was given with this very request, or a token that was got with a secret before. */
  readonly signedInWith: 'password' | 'token' | 'nothing'
  readonly accounts: ReadonlySet<number>
  /** Rights in the form of `Access`, for example `ROLE_API_ORDERING:update`. */
  readonly rights: ReadonlySet<string>
}

/** The account that a request is about, as far as the kernel needs to know it. */
export interface AccountScope {
  readonly id: number
  readonly sandbox: boolean
  readonly strictInput: boolean
  readonly clock: Clock
}

/** What a handler is given: parsed input, who asks, the account's clock. */
export interface Call<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly actor: Actor
  /** The account named in the path; for paths without one, the scope that `wire` gives is never consulted. */
  readonly account: AccountScope
  readonly clock: Clock
  readonly requestId: string
  /** What a client of server-sent events has seen last. */
  readonly lastEventId: string | undefined
  readonly log: Logger
  /** Absolute address of a path under the prefix that the client used, for Location and paging links. */
  link(path: string): string
}

/** One event of an answer that is declared as `events`; what is absent is not sent. */
export interface ServerSentEvent {
  readonly id?: string
  readonly event?: string
  readonly data?: unknown
  /** A line that clients do not see. */
  readonly comment?: string
  /** How long clients should wait before they come back. */
  readonly retryMs?: number
}

/** What a handler gives back: a documented status, its body as a value of that reply's schema, extra headers. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  /** Values of the reply's schema, for one that is declared as `lines`, or ServerSentEvents: sent while they are read. */
  readonly stream?: AsyncIterable<unknown>
  readonly headers: Readonly<Record<string, string>>
}

export const reply = (status: number, body?: unknown, headers: Record<string, string> = {}): Reply => ({ status, body, headers })

/** An answer whose values are sent one by one, as they come. */
export const streaming = (status: number, stream: AsyncIterable<unknown>): Reply => ({ status, stream, headers: {} })

export interface Route {
  readonly operation: Operation
  readonly run: (call: Call<unknown, unknown, unknown>) => Promise<Reply>
}

/** Ties an operation to the code that serves it. The types of the call come from the operation. */
export function handle<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  run: (call: Call<Params, Query, Body>) => Promise<Reply>,
): Route {
  // A list of routes cannot carry each one's own types; the HTTP layer parses by `operation` before it calls `run`.
  return { operation: operation as unknown as Operation, run: run as Route['run'] }
}
