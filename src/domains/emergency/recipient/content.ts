import { Tn } from '../../numbering/index.ts'
import type { RecipientRequest } from './contract.ts'
import { recipientErrors } from './errors.ts'

export const recipientTypes = ['EMAIL', 'SMS', 'TTS', 'CALLBACK'] as const
export type RecipientType = typeof recipientTypes[number]

/** Whom to tell, and how. `target` is a mail address, ten digits or a URL; credentials are those of a callback. */
export interface RecipientContent {
  readonly description: string
  readonly type: RecipientType
  readonly target: string
  readonly credentials: { readonly username: string, readonly password: string } | undefined
}

const MOST_DESCRIPTION = 200
const MOST_EMAIL = 254
const MOST_URL = 256
const MOST_USERNAME = 32
const MOST_PASSWORD = 256

/** The type of a text in any case; undefined for another word. */
export const recipientTypeOf = (text: string): RecipientType | undefined => recipientTypes.find((known) => known === text.trim().toUpperCase())

/** A number as it is kept: ten digits. Throws 8065. */
export function recipientNumber(text: string): string {
  const number = Tn.safeParse(text)
  if (!number.success) throw recipientErrors.number({ number: text })
  return number.data
}

function emailOf(text: string): string {
  if (text.length > MOST_EMAIL || !/^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(text)) throw recipientErrors.email()
  return text
}

function urlOf(text: string): string {
  if (text.length > MOST_URL) throw recipientErrors.tooLong({ field: 'Url', most: MOST_URL })
  const url = URL.canParse(text) && /^[\x21-\x7e]+$/.test(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') throw recipientErrors.url({ url: text })
  return text
}

function required(type: RecipientType, element: string, value: string | undefined): string {
  if (!value?.trim()) throw recipientErrors.elementMissing({ type, element })
  return value.trim()
}

function credentialsOf({ callback }: RecipientRequest): RecipientContent['credentials'] {
  const { username = '', password = '' } = callback?.credentials ?? {}
  if (username.length < 1 || username.length > MOST_USERNAME) throw recipientErrors.username()
  if (password.length < 1 || password.length > MOST_PASSWORD) throw recipientErrors.password()
  return { username, password }
}

function targetOf(type: RecipientType, { emailAddress, sms, tts, callback }: RecipientRequest): string {
  switch (type) {
    case 'EMAIL': return emailOf(required(type, 'EmailAddress', emailAddress))
    case 'SMS': return recipientNumber(required(type, 'Sms', sms?.telephoneNumber))
    case 'TTS': return recipientNumber(required(type, 'Tts', tts?.telephoneNumber))
    case 'CALLBACK': return urlOf(required(type, 'Callback', callback?.url))
  }
}

/** Understands a request. Throws 8065 to 8073 and 8107 for the first thing that is wrong with it. */
export function readRecipient(request: RecipientRequest): RecipientContent {
  const description = request.description?.trim() ?? ''
  if (description === '') throw recipientErrors.descriptionMissing()
  if (description.length > MOST_DESCRIPTION) throw recipientErrors.tooLong({ field: 'Description', most: MOST_DESCRIPTION })
  if (!request.type) throw recipientErrors.typeMissing()
  const type = recipientTypeOf(request.type)
  if (!type) throw recipientErrors.typeUnknown({ type: request.type })
  const target = targetOf(type, request)
  return { description, type, target, credentials: type === 'CALLBACK' ? credentialsOf(request) : undefined }
}
