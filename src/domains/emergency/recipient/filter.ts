import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { anywhere } from '../page-start.ts'
import { recipientNumber, recipientTypeOf, recipientTypes, type RecipientType } from './content.ts'
import { recipientErrors } from './errors.ts'

/** The filters by recipient, as they stand in the queries of this family. */
export interface RecipientFilter {
  readonly enrDescription?: string
  readonly enrNotificationType?: string
  readonly enrSmsTn?: string
  readonly enrTtsTn?: string
  readonly enrEmailAddress?: string
  readonly enrCallbackUrl?: string
  readonly enrCallbackUsername?: string
  readonly enrRecipient?: string
}

function typeOf(text: string): RecipientType {
  const type = recipientTypeOf(text)
  if (!type) throw recipientErrors.value({ value: text, parameter: 'EnrNotificationType', list: recipientTypes.join(', ') })
  return type
}

interface Target { readonly type: RecipientType, readonly target: string }

function targets({ enrSmsTn, enrTtsTn, enrEmailAddress, enrCallbackUrl }: RecipientFilter): readonly Target[] {
  const given: readonly (Target | undefined)[] = [
    enrSmsTn === undefined ? undefined : { type: 'SMS', target: recipientNumber(enrSmsTn) },
    enrTtsTn === undefined ? undefined : { type: 'TTS', target: recipientNumber(enrTtsTn) },
    enrEmailAddress === undefined ? undefined : { type: 'EMAIL', target: enrEmailAddress },
    enrCallbackUrl === undefined ? undefined : { type: 'CALLBACK', target: enrCallbackUrl },
  ]
  return given.filter((each) => each !== undefined)
}

/** What the target begins with; a number may have its country code. */
const beginning = (text: string): string => `${text.replace(/^\+?1(?=\d{3,})/, '').replace(/[\\%_]/g, '\\$&')}%`

/** The conditions of the filters on `emergency_recipient r`. Throws 8065, 8091 and 8109. */
export function recipientConditions(filter: RecipientFilter): RawBuilder<SqlBool>[] {
  const { enrDescription, enrNotificationType, enrCallbackUsername, enrRecipient } = filter
  const named = targets(filter)
  if (named.length > 1) throw recipientErrors.filters()
  return [
    ...enrDescription === undefined ? [] : [sql<SqlBool>`r.description ilike ${anywhere(enrDescription)}`],
    ...enrNotificationType === undefined ? [] : [sql<SqlBool>`r.type = ${typeOf(enrNotificationType)}`],
    ...enrCallbackUsername === undefined ? [] : [sql<SqlBool>`r.username = ${enrCallbackUsername}`],
    ...enrRecipient === undefined ? [] : [sql<SqlBool>`r.target ilike ${beginning(enrRecipient)}`],
    ...named.map(({ type, target }) => sql<SqlBool>`r.type = ${type} and lower(r.target) = lower(${target})`),
  ]
}
