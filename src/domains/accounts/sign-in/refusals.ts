import { ApiError, type ErrorMaker } from '../../../kernel/errors/catalogue.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { accountErrors } from '../errors.ts'

export const CHALLENGE = 'Basic realm="Numberplane", charset="UTF-8"'

function withHeaders(maker: ErrorMaker, args: Record<string, number>, headers: Record<string, string>): ApiError {
  return new ApiError(maker.spec.status, [maker.problem(args)], { headers })
}

/** 401 with the challenge that some clients wait for before they send credentials at all. */
export const unauthorized = () => withHeaders(commonErrors.unauthorized, {}, { 'WWW-Authenticate': CHALLENGE })

/** 429: whoever asks has failed too often. */
export function tooManyAttempts(waitMs: number): ApiError {
  const seconds = Math.ceil(waitMs / 1000)
  return withHeaders(commonErrors.tooManyAttempts, { seconds }, { 'Retry-After': String(seconds) })
}

/** 503: more passwords wait to be checked than there is time for. */
export const signInBusy = () => withHeaders(accountErrors.signInBusy, {}, { 'Retry-After': '1' })
