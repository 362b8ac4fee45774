import { z } from 'zod'
import { handle, type Route } from '../kernel/contract/handler.ts'
import { operation } from '../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../kernel/contract/path-ids.ts'
import type { ErrorMaker } from '../kernel/errors/catalogue.ts'
import { commonErrors } from '../kernel/errors/common.ts'
import { responseStatusOrMissing } from '../kernel/errors/description-only.ts'
import { errorList, errorsDirect, singleError, type Envelope } from '../kernel/errors/envelopes.ts'
import { irisStatus, statusOnly } from '../kernel/errors/status-envelopes.ts'
import { readDocumentedOperations, routeKey, type DocumentedOperation, type ErrorFamily } from './documented-operations.ts'

const envelopes: Readonly<Record<ErrorFamily, (root: string) => Envelope>> = {
  ResponseStatus: responseStatusOrMissing, ErrorList: errorList, Error: singleError, Errors: errorsDirect, Status: statusOnly, irisStatus,
}

function paramsOf(path: string): z.ZodObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return z.object(Object.fromEntries(names.map((name) => [name, name === 'accountId' ? AccountId : OpaqueId])))
}

function refusing({ id, method, path, group, summary, errors }: DocumentedOperation, refusal: ErrorMaker): Route {
  const open = operation({
    id, at: `${method} ${routable(path)}`, group, summary, params: paramsOf(path), replies: {},
    errors: envelopes[errors.family](errors.root), access: 'signed-in', built: false,
  })
  return handle(open, async () => { throw refusal({ operation: `${method} ${path}` }) })
}

function routable(path: string): `/${string}` {
  return `/${path.replace(/^\//, '')}`
}

/**
 * Routes of known operations that nobody has built: each answers 501 and says so, in the documented error form, after
 * the same checks of credentials and account as any other.
 */
export function unbuiltRoutes(built: readonly Route[]): readonly Route[] {
  const present = new Set(built.map(({ operation }) => routeKey(operation)))
  const open = (each: DocumentedOperation) => !present.has(routeKey(each))
  const { operations, clientOnly } = readDocumentedOperations()
  return [
    ...operations.filter(open).map((each) => refusing(each, commonErrors.notBuilt)),
    ...clientOnly.filter(open).map((each) => refusing(each, commonErrors.notDescribed)),
  ]
}
