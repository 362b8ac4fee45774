import { z } from 'zod'
import type { CsrAnswer, CsrProvider, CsrQuestion } from '../../domains/porting/ports.ts'
import { jsonAnswer } from '../../kernel/http/json-answer.ts'
import type { Logger } from '../../kernel/log/logger.ts'

export interface HttpCsrOptions {
  /** Where questions are put; each at `<url>/<its id>`. */
  readonly url: string
  /** Sent as a bearer token, where the service wants one. */
  readonly token: string | undefined
  readonly timeoutMs: number
  readonly log: Logger
}

const MOST_BYTES = 1_048_576
const LONGEST_TEXT = 500
const MOST_NUMBERS = 10_000
const A_WEEK = 604_800

const words = z.string().trim().min(1).max(LONGEST_TEXT)
const part = z.string().max(LONGEST_TEXT).optional()
const Answer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('found'),
    record: z.object({
      accountNumber: part, customerName: words,
      serviceAddress: z.object({ unparsedAddress: words, houseNumber: part, streetName: part, streetSuffix: part, city: part, state: part, zip: part }),
      telephoneNumbers: z.array(z.string().regex(/^[2-9]\d\d[2-9]\d{6}$/)).max(MOST_NUMBERS),
    }),
  }),
  z.object({ status: z.literal('refused'), reason: words.optional() }),
  z.object({ status: z.literal('asks'), wanted: words }),
  z.object({ status: z.literal('later'), seconds: z.int().min(1).max(A_WEEK) }),
])

function answerOf(answer: z.output<typeof Answer>): CsrAnswer {
  switch (answer.status) {
    case 'found': {
      const { telephoneNumbers: tns, ...record } = answer.record
      return { kind: 'found', record: { ...record, tns } }
    }
    case 'refused': return { kind: 'refused', reason: answer.reason }
    case 'asks': return { kind: 'asks', wanted: answer.wanted }
    case 'later': return { kind: 'later', seconds: answer.seconds }
  }
}

const bodyOf = ({ tn, fields, askedAt }: CsrQuestion): string =>
  JSON.stringify({ workingOrBillingTelephoneNumber: tn, askedAt: askedAt.toISOString(), endUser: fields })

/**
 * Asks a service that speaks the contract of `docs/csr-service.md`. Whatever goes wrong on the way, takes longer than allowed or
 * comes in another form is `unavailable`: the order asks again, with the same id.
 */
export function createHttpCsrProvider({ url, token, timeoutMs, log }: HttpCsrOptions): CsrProvider {
  const send = (method: 'PUT' | 'DELETE', questionId: string, body?: string): Promise<Response> =>
    fetch(`${url.replace(/\/+$/, '')}/${encodeURIComponent(questionId)}`, {
      method, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json', 'idempotency-key': questionId, ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    })
  const ask = async (question: CsrQuestion): Promise<CsrAnswer> => {
    const response = await send('PUT', question.questionId, bodyOf(question))
    if (!response.ok) {
      await response.body?.cancel()
      log.warn({ status: response.status, questionId: question.questionId }, 'the service for customer service records refused')
      return { kind: 'unavailable' }
    }
    const answer = Answer.safeParse(await jsonAnswer(response, MOST_BYTES))
    if (answer.success) return answerOf(answer.data)
    log.error({ issues: answer.error.issues.slice(0, 3), questionId: question.questionId }, 'the service for customer service records answered in a form that nobody knows')
    return { kind: 'unavailable' }
  }
  return {
    async ask(question) {
      try {
        return await ask(question)
      } catch (error) {
        log.warn({ err: error, questionId: question.questionId }, 'the service for customer service records cannot be reached')
        return { kind: 'unavailable' }
      }
    },
    async withdraw(questionId) {
      try {
        const response = await send('DELETE', questionId)
        await response.body?.cancel()
        // One that it does not know need not be withdrawn.
        return response.ok || response.status === 404 || response.status === 410
      } catch (error) {
        log.warn({ err: error, questionId }, 'the service for customer service records cannot be reached')
        return false
      }
    },
  }
}
