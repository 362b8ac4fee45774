import type { ApiError } from '../../../kernel/errors/catalogue.ts'
import type { SipCredential } from './contract.ts'
import { credentialErrors } from './errors.ts'

const LONGEST_NAME = 32
const LONGEST_HASH = 64
/** What may stand in a SIP user name: letters, digits, and the marks of RFC 3261; @ for a domain within the name. */
const USER_NAME = /^[\w.!~*'()&=+$,;?/@-]+$/
const DOMAIN = /^[\w.-]+$/

/** The name that a credential is known by: unique within its account. */
export function compositeName({ userName = '', domain }: SipCredential): string {
  return domain ? `${userName}@${domain}` : userName
}

/** What is wrong with hashes, if anything: 1003 for none, 23002 for long ones. */
export function hashRefusal({ hash1, hash1b }: SipCredential): ApiError | undefined {
  if (!hash1) return credentialErrors.required({ field: 'Hash1' })
  const [element, value] = [['Hash1', hash1], ['Hash1b', hash1b ?? '']].find(([, hash = '']) => hash.length > LONGEST_HASH) ?? []
  return element && value ? tooLong(element, value, LONGEST_HASH) : undefined
}

/** What is wrong with one credential, if anything: 1003, 23002, 23014, 23015. Source: POST sipcredentials. */
export function refusalOf(credential: SipCredential): ApiError | undefined {
  const { userName, domain } = credential
  if (!userName) return credentialErrors.required({ field: 'UserName' })
  if (userName.length > LONGEST_NAME) return tooLong('UserName', userName, LONGEST_NAME)
  if (!USER_NAME.test(userName)) return credentialErrors.userNameMalformed({ name: userName })
  if (domain && domain.length > LONGEST_NAME) return tooLong('Domain', domain, LONGEST_NAME)
  if (domain && !DOMAIN.test(domain)) return credentialErrors.domainMalformed({ domain })
  return hashRefusal(credential)
}

const tooLong = (element: string, value: string, most: number) => credentialErrors.tooLong({ element, value: value.slice(0, 100), most })
