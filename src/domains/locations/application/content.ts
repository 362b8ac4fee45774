import { applicationErrors } from './errors.ts'
import type { ApplicationRequest } from './contract.ts'

/** What an account decides about an application. Fields of the other service type are undefined. */
export interface ApplicationContent {
  readonly serviceType: 'Messaging-V2' | 'Voice-V2'
  readonly name: string
  readonly messageCallbackUrl?: string
  readonly callInitiatedCallbackUrl?: string
  readonly callInitiatedMethod?: string
  readonly callStatusCallbackUrl?: string
  readonly callStatusMethod?: string
}

/** What callbacks are signed in with. */
export interface Credentials {
  readonly userId: string
  readonly password: string
}

const LONGEST_NAME = 200
const LONGEST_URL = 2000
const CREDENTIAL_LENGTH = { least: 6, most: 63 }
const VOICE_ELEMENTS = ['callInitiatedCallbackUrl', 'callInitiatedMethod', 'callStatusCallbackUrl', 'callStatusMethod'] as const
const MESSAGE_ELEMENTS = ['msgCallbackUrl', 'callbackUrl'] as const

const elementName = (property: string) => property.charAt(0).toUpperCase() + property.slice(1)

function checkUrl(url: string | undefined): void {
  if (url === undefined) return
  if (url.length > LONGEST_URL) throw applicationErrors.tooLong({ field: 'The callback URL', most: LONGEST_URL })
  const parsed = URL.parse(url)
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw applicationErrors.urlMalformed({ url: url.slice(0, 100) })
}

function checkMethod(element: string, method: string | undefined): void {
  if (method !== undefined && method !== 'GET' && method !== 'POST') throw applicationErrors.methodUnknown({ element, method: method.slice(0, 20) })
}

function refuseElements(request: ApplicationRequest, elements: readonly (keyof ApplicationRequest)[], type: string): void {
  const stranger = elements.find((element) => request[element])
  if (stranger) throw applicationErrors.elementRefused({ element: elementName(stranger), type })
}

function voiceContent(request: ApplicationRequest, name: string): ApplicationContent {
  refuseElements(request, MESSAGE_ELEMENTS, 'Voice-V2')
  const { callInitiatedCallbackUrl, callInitiatedMethod, callStatusCallbackUrl, callStatusMethod } = request
  if (!callInitiatedCallbackUrl) throw applicationErrors.urlMissing({ element: 'CallInitiatedCallbackUrl' })
  if (callStatusMethod && !callStatusCallbackUrl) throw applicationErrors.statusMethodAlone()
  checkUrl(callInitiatedCallbackUrl)
  checkUrl(callStatusCallbackUrl)
  checkMethod('CallInitiatedMethod', callInitiatedMethod)
  checkMethod('CallStatusMethod', callStatusMethod)
  return { serviceType: 'Voice-V2', name, callInitiatedCallbackUrl, callInitiatedMethod, callStatusCallbackUrl, callStatusMethod }
}

function messagingContent(request: ApplicationRequest, name: string): ApplicationContent {
  refuseElements(request, VOICE_ELEMENTS, 'Messaging-V2')
  const { callbackUrl, msgCallbackUrl } = request
  if (callbackUrl && msgCallbackUrl && callbackUrl !== msgCallbackUrl) throw applicationErrors.urlsDiffer()
  const messageCallbackUrl = msgCallbackUrl ?? callbackUrl
  if (!messageCallbackUrl) throw applicationErrors.urlMissing({ element: 'MsgCallbackUrl' })
  checkUrl(messageCallbackUrl)
  return { serviceType: 'Messaging-V2', name, messageCallbackUrl }
}

/** Checks what a request says about an application. Throws the documented refusals. Source: POST applications. */
export function checkedContent(request: ApplicationRequest): ApplicationContent {
  const { serviceType: type = '', appName: name } = request
  if (type !== 'Messaging-V2' && type !== 'Voice-V2') throw applicationErrors.serviceTypeUnknown({ type: type.slice(0, 60) })
  if (!name) throw applicationErrors.nameMissing()
  if (name.length > LONGEST_NAME) throw applicationErrors.tooLong({ field: 'AppName', most: LONGEST_NAME })
  return type === 'Voice-V2' ? voiceContent(request, name) : messagingContent(request, name)
}

/** The credentials of a request, checked; undefined where it has none. Both parts have 6 to 63 characters. */
export function checkedCredentials({ callbackCreds }: ApplicationRequest): Credentials | undefined {
  if (!callbackCreds) return undefined
  const { userId, password } = callbackCreds
  if (!userId) throw applicationErrors.credentialsWithoutUser()
  if (!password) throw applicationErrors.passwordMissing()
  for (const [field, value] of [['UserId', userId], ['Password', password]] as const) {
    if (value.length < CREDENTIAL_LENGTH.least) throw applicationErrors.tooShort({ field, least: CREDENTIAL_LENGTH.least })
    if (value.length > CREDENTIAL_LENGTH.most) throw applicationErrors.tooLong({ field, most: CREDENTIAL_LENGTH.most })
  }
  return { userId, password }
}

const REMOVE = 'remove'

/** What an application is after a PATCH: `remove` as CallStatusCallbackUrl takes it away, with its method. */
export function patched(before: ApplicationContent, { callStatusCallbackUrl, ...patch }: ApplicationRequest): ApplicationRequest {
  const removed = callStatusCallbackUrl === REMOVE
  return {
    serviceType: patch.serviceType ?? before.serviceType, appName: patch.appName ?? before.name,
    callbackUrl: patch.callbackUrl, msgCallbackUrl: patch.msgCallbackUrl ?? (patch.callbackUrl ? undefined : before.messageCallbackUrl),
    callInitiatedCallbackUrl: patch.callInitiatedCallbackUrl ?? before.callInitiatedCallbackUrl,
    callInitiatedMethod: patch.callInitiatedMethod ?? before.callInitiatedMethod,
    callStatusCallbackUrl: removed ? undefined : callStatusCallbackUrl ?? before.callStatusCallbackUrl,
    callStatusMethod: patch.callStatusMethod ?? (removed ? undefined : before.callStatusMethod),
  }
}
