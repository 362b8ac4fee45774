import { ApiError, type ErrorMaker } from '../errors/catalogue.ts'
import { commonErrors } from '../errors/common.ts'
import { isDatabaseUnavailable, isOutOfSpace } from '../db/failures.ts'
import { StorageError } from '../storage/storage.ts'

interface Context { readonly requestId: string, readonly bodyLimit: number }

const codeOf = (error: unknown): unknown => error instanceof Error && 'code' in error ? error.code : undefined

const tryAgain = ({ spec, problem }: ErrorMaker, cause: unknown): ApiError =>
  new ApiError(spec.status, [problem()], { headers: { 'Retry-After': '1' }, cause })

/**
 * The one table from whatever was thrown to what the caller is told. Anything that is not a catalogued refusal
 * or a known condition of the database is a bare 500 with the request's id and no detail.
 */
export function toApiError(error: unknown, context: Context): ApiError {
  if (error instanceof ApiError) return error
  if (isDatabaseUnavailable(error)) return tryAgain(commonErrors.unavailable, error)
  if (error instanceof StorageError) return tryAgain(commonErrors.filesUnavailable, error)
  if (isOutOfSpace(error)) return commonErrors.outOfSpace()
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': return commonErrors.tooLarge({ limit: context.bodyLimit })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH': return commonErrors.badRequest({ reason: 'the body is shorter or longer than Content-Length says' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': return commonErrors.unsupportedMediaType({ type: '(unreadable)' })
    case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE': return commonErrors.badRequest({ reason: 'QUERY needs a Content-Type.' })
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH': return commonErrors.notFound()
    default: return commonErrors.internal({ requestId: context.requestId })
  }
}
