import { defineErrors } from './catalogue.ts'

/**
 * Errors that any operation can answer. The documentation gives no code for most of them; those below 1000 are ours
 * and repeat the HTTP status, as the documented `Status/Code` family does.
 */
export const commonErrors = defineErrors('common', {
  internal: { code: 1000, status: 500, text: 'The request failed inside the system. Quote request {requestId} when you report it.' },
  accessDenied: { code: 1001, status: 403, text: 'Access Denied' },
  invalidUuid: { code: 1008, status: 400, text: "'{value}' is not a valid UUID" },
  badRequest: { code: 400, status: 400, text: '{reason}' },
  unauthorized: { code: 401, status: 401, text: 'Valid credentials are required: HTTP Basic or a Bearer token.' },
  notFound: { code: 404, status: 404, text: 'No such resource.' },
  missing: { code: 404, status: 404, text: 'The resource does not exist' },
  methodNotAllowed: { code: 405, status: 405, text: '{method} is not supported here; allowed: {allowed}.' },
  requestTimeout: { code: 408, status: 408, text: 'The request did not arrive in time.' },
  conflict: { code: 409, status: 409, text: '{reason}' },
  tooLarge: { code: 413, status: 413, text: 'The request body is larger than {limit} bytes.' },
  unsupportedMediaType: { code: 415, status: 415, text: 'Content-Type {type} is not supported; send application/xml or application/json.' },
  unsupportedEncoding: { code: 415, status: 415, text: 'Content-Encoding {encoding} is not supported; send the body as it is.' },
  keyReused: { code: 422, status: 422, text: 'This Idempotency-Key was used for a different request.' },
  tooManyAttempts: { code: 429, status: 429, text: 'Too many failed sign-ins; try again in {seconds} s.' },
  headersTooLarge: { code: 431, status: 431, text: 'The address and headers of the request are too long.' },
  notBuilt: { code: 501, status: 501, text: '{operation} is documented but not built yet; COVERAGE.md lists what is.' },
  notDescribed: { code: 501, status: 501, text: '{operation} is called by some clients but described nowhere, so it is not built.' },
  unavailable: { code: 503, status: 503, text: 'The database cannot be reached at present; try again.' },
  filesUnavailable: { code: 503, status: 503, text: 'The storage of files cannot be reached at present; try again.' },
  outOfSpace: { code: 507, status: 507, text: 'The database has no space left; nothing was changed.' },
})
