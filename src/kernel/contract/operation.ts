import { z } from 'zod'
import type { Envelope } from '../errors/envelopes.ts'
import type { ErrorMaker } from '../errors/catalogue.ts'
import type { UploadedFile } from './file.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a caller must hold: a role with VIEW or UPDATE, any valid credentials, or nothing at all. */
export type Access = `${string}:view` | `${string}:update` | 'signed-in' | 'public'

/** An answer: its root element and schema, or null where the documented body is empty. */
export interface ReplySpec {
  readonly root: string
  readonly schema: z.ZodType
  /** Whether the documented answer starts with an XML declaration; it does unless said otherwise. */
  readonly declaration?: boolean
  /** Not one document but a line of JSON for each value of `schema`, whatever format the client asks for. */
  readonly lines?: true
  /** Server-sent events, each with a value of the schema as its data. */
  readonly events?: true
  /** A file as it is, of one of these media types; its value is a `SentFile`. */
  readonly file?: readonly string[]
}

/** What is declared about an operation. Routes, codecs, OpenAPI and coverage are made from it and nothing else. */
export interface OperationSpec<Params, Query, Body> {
  /** The documented operation's id (the same in COVERAGE.md and as operationId). */
  readonly id: string
  readonly at: `${Method} /${string}`
  readonly summary: string
  readonly group: string
  readonly params?: z.ZodObject & z.ZodType<Params>
  readonly query?: z.ZodObject & z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  /** The body is a file of one of these media types instead (`uploadOperation`). What it really is, the handler looks at. */
  readonly upload?: readonly string[]
  /** Roots that a request body may have; any root is accepted where this is absent. */
  readonly bodyRoots?: readonly string[]
  readonly replies: Readonly<Record<number, ReplySpec | null>>
  readonly errors: Envelope
  /** Error for a body, query or path that does not fit its schema; 400 with our own text where absent. */
  readonly invalid?: ErrorMaker
  readonly access: Access
  /** The format of the answer for clients that do not say; XML unless given. */
  readonly prefers?: 'json'
  /**
   * How changes get into the audit trail. Left out, which is the rule: whatever is not a GET is one change, and leaves an
   * entry in its own transaction, with the thing before and after as the GET of the same path shows it, or with what was
   * sent. `own`: the service writes entries. `none`: nothing is changed, for this reason.
   */
  readonly audit?: 'own' | { readonly none: string }
  /** Where the behaviour is documented. */
  readonly source?: string
  /** False for an operation that is known and only answers 501; the contract and COVERAGE.md show it as open. */
  readonly built?: false
}

export interface Operation<Params = unknown, Query = unknown, Body = unknown> extends OperationSpec<Params, Query, Body> {
  readonly method: Method
  readonly path: string
}

/** Declares an operation: once, in the `contract.ts` of its folder. */
export function operation<Params = Record<string, never>, Query = Record<string, never>, Body = undefined>(
  spec: OperationSpec<Params, Query, Body>,
): Operation<Params, Query, Body> {
  const gap = spec.at.indexOf(' ')
  // The template type of `at` states that a method stands before the gap.
  return Object.freeze({ ...spec, method: spec.at.slice(0, gap) as Method, path: spec.at.slice(gap + 1) })
}

/** Declares an operation whose body is a file. */
export function uploadOperation<Params, Query = Record<string, never>>(
  spec: Omit<OperationSpec<Params, Query, UploadedFile>, 'body' | 'bodyRoots'> & { readonly upload: readonly string[] },
): Operation<Params, Query, UploadedFile> {
  return operation<Params, Query, UploadedFile>(spec)
}

/** An answer that has a body. */
export const answers = (root: string, schema: z.ZodType, options: { declaration?: boolean } = {}): ReplySpec =>
  ({ root, schema, ...options })

/** An answer of any length: one line of JSON (NDJSON) for each value. The handler gives it with `streaming`. */
export const lines = (schema: z.ZodType): ReplySpec => ({ root: '', schema, lines: true })

/** An answer that goes on for as long as there is something to tell: server-sent events with values of this schema. */
export const events = (schema: z.ZodType): ReplySpec => ({ root: '', schema, events: true })

/** An answer that is a file, to be saved rather than shown. */
export const fileOf = (types: readonly string[]): ReplySpec => ({ root: '', schema: z.object({}), file: types })
