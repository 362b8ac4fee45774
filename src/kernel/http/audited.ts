import { sql } from 'kysely'
import { auditStatement } from '../audit/audit.ts'
import type { Clock } from '../clock/clock.ts'
import type { AccountScope, Call, Reply, Route } from '../contract/handler.ts'
import type { Operation } from '../contract/operation.ts'
import type { Database, Tx } from '../db/database.ts'
import { ApiError } from '../errors/catalogue.ts'

type AnyCall = Call<unknown, unknown, unknown>

const PARAMETER = /\{(\w+)\}/g
const namesIn = (path: string): string[] => [...path.matchAll(PARAMETER)].map(([, name = '']) => name)
const templateOf = (path: string): string => path.toLowerCase().replace(PARAMETER, '{}')

/** The operations that read things, by their path: what another method changes there can be looked at with them. */
export function readersOf(routes: readonly Route[]): (operation: Operation) => Route | undefined {
  const readers = new Map(routes.filter(({ operation: { method, built, replies } }) => method === 'GET' && built !== false && !replies[200]?.file)
    .map((route) => [templateOf(route.operation.path), route]))
  return ({ method, path }) => method === 'POST' ? undefined : readers.get(templateOf(path))
}

/** Whether a success of the operation is an entry of the audit trail that is written here. */
export const isAudited = ({ method, audit, built }: Operation): boolean => method !== 'GET' && built !== false && audit === undefined

/** A request that changes something: what the audit trail has to know of it. */
export interface AuditedRequest {
  readonly operation: Operation
  readonly call: AnyCall
  readonly scope: AccountScope | undefined
  /** Reads what is at the same path. */
  readonly reader: Route | undefined
}

/** The values in a path, in their order. */
const valuesIn = ({ path }: Operation, params: unknown): unknown[] => {
  const values = new Map<string, unknown>(Object.entries(params ?? {}))
  return namesIn(path).map((name) => values.get(name))
}

function pathOf(operation: Operation, params: unknown): string {
  const values = valuesIn(operation, params).map((value) => encodeURIComponent(String(value)))
  return operation.path.replace(PARAMETER, () => values.shift() ?? '')
}

/** The thing that a request changes, as it is shown; undefined where there is none. */
async function shown({ reader, operation, call }: AuditedRequest): Promise<unknown> {
  if (!reader) return undefined
  const query = reader.operation.query?.safeParse({}) ?? { success: true, data: {} }
  if (!query.success) return undefined
  const values = valuesIn(operation, call.params)
  const params = Object.fromEntries(namesIn(reader.operation.path).map((name, index) => [name, values[index]]))
  try {
    return (await reader.run(Object.assign(Object.create(call), { params, query: query.data, body: undefined }))).body
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

/** What the handler has done, as far as it was asked: a repeated request gets the first one's answer instead. */
export interface Done { reply?: Reply }

/**
 * Runs a request whose changes, and the entry of the audit trail that tells of them, are one transaction. `work` keeps the
 * handler's reply in `done`; without one nothing was done, and there is no entry.
 */
export function audited<T>(database: Database, clock: Clock, request: AuditedRequest, work: (done: Done) => Promise<T>): Promise<T> {
  const { operation, call, scope, reader } = request
  const done: Done = {}
  let before: unknown
  const end = async (tx: Tx) => {
    if (!done.reply) return undefined
    const made = done.reply.headers.Location
    const base = call.link('')
    const after = operation.method === 'DELETE' ? undefined : await shown(request) ?? call.body
    return auditStatement(tx, { at: clock.now(), actor: call.actor, requestId: call.requestId }, {
      accountId: scope?.id, operation: operation.id,
      subject: made?.startsWith(base) ? made.slice(base.length) : pathOf(operation, call.params), before, after,
    }).compile()
  }
  const begin = async (tx: Tx) => {
    if (!reader) return
    // Requests that change the same thing go one after the other, so that what each finds is what the one before has left.
    await sql`select pg_advisory_xact_lock(hashtextextended(${pathOf(operation, call.params)}, 0))`.execute(tx)
    before = await shown(request)
  }
  return database.jointly(() => work(done), { begin, end })
}
