import { accountErrors } from '../errors.ts'

/** The documented bounds. */
const SHORTEST = 6
const LONGEST = 20
/** Parts of one's own data that are shorter than this may occur by chance. */
const TELLING_LENGTH = 4

const WELL_KNOWN = ['password', 'passw0rd', '123456', 'qwerty', 'abc123', 'letmein', 'welcome', 'iloveyou', 'changeme', 'trustno1', 'numberplane']

export interface Owner {
  readonly username: string
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly telephoneNumber?: string
}

/**
 * Refuses a password that breaks a rule: 12503 none, 12504 and 12120 for its length, 12725 characters that HTTP Basic does
 * not carry everywhere, 12726 a well-known one inside, 12728 the user's own data inside, 12729 a text repeated.
 *
 * NOTE: 12727, three of four kinds of characters, is not asked for: the documented request has two.
 */
export function checkPassword(password: string, owner: Owner): void {
  if (password === '') throw accountErrors.passwordMissing()
  if (password.length < SHORTEST) throw accountErrors.passwordTooShort({ min: SHORTEST })
  if (password.length > LONGEST) throw accountErrors.passwordTooLong({ from: SHORTEST, to: LONGEST })
  if (!/^[\x20-\x7e]+$/.test(password)) throw accountErrors.passwordCharacters()
  const lower = password.toLowerCase()
  if (WELL_KNOWN.some((known) => lower.includes(known))) throw accountErrors.passwordWellKnown()
  if (ownData(owner).some((part) => lower.includes(part))) throw accountErrors.passwordOwnData()
  if (/^(.+?)\1+$/.test(password)) throw accountErrors.passwordRepeats()
}

function ownData({ username, firstName, lastName, email, telephoneNumber }: Owner): readonly string[] {
  return [username, firstName, lastName, email, email?.split('@', 1)[0], telephoneNumber]
    .flatMap((part) => part === undefined || part.length < TELLING_LENGTH ? [] : [part.toLowerCase()])
}
