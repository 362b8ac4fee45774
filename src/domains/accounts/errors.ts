import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** The text of 12504 is the documented one; the others are worded after the documented meanings. */
export const accountErrors = defineErrors('accounts', {
  signInBusy: { code: 503, status: 503, text: 'Too many sign-ins are being checked at present; try again.' },
  invalid: { code: 400, status: 400, text: '{reason}' },
  timeZoneUnknown: { code: 400, status: 400, text: "Time zone '{zone}' does not exist; it is called as in America/Chicago or UTC" },
  clientUnknown: { code: 404, status: 404, text: "OAuth client '{client}' does not exist" },
  clientTaken: { code: 409, status: 409, text: "OAuth client '{client}' exists already" },
  lockingOneselfOut: { code: 409, status: 409, text: 'Administrators can neither disable themselves nor give up ROLE_ADMIN: another one has to do that.' },
  userUnknown: { code: 12000, status: 404, text: "User '{user}' does not exist" },
  userNameTaken: { code: 12001, status: 409, text: "User name '{user}' is in use already" },
  roleUnknown: { code: 12008, status: 400, text: "Role '{role}' does not exist" },
  productUnknown: { code: 12013, status: 404, text: "Product '{product}' does not exist" },
  featureUnknown: { code: 12019, status: 404, text: "Feature '{feature}' does not exist" },
  accountUnknown: { code: 12020, status: 404, text: "Account '{account}' does not exist" },
  accountIdTaken: { code: 12029, status: 409, text: "Account id '{account}' is in use already" },
  passwordTooLong: { code: 12120, status: 400, text: 'Password must have {from} to {to} characters' },
  userNameTooLong: { code: 12500, status: 400, text: "User name '{user}' has more than 100 characters" },
  userNameMalformed: { code: 12502, status: 400, text: "User name '{user}' has a colon, a control character, or white space at an end" },
  passwordMissing: { code: 12503, status: 400, text: 'Password is required' },
  passwordTooShort: { code: 12504, status: 400, text: 'Password must be at least {min} characters long' },
  passwordCharacters: { code: 12725, status: 400, text: 'Password can have printable ASCII characters only' },
  passwordWellKnown: { code: 12726, status: 400, text: 'Password must not contain a well-known password' },
  passwordOwnData: { code: 12728, status: 400, text: "Password must not contain the user's name, email address or telephone number" },
  passwordRepeats: { code: 12729, status: 400, text: 'Password must not be the same text over and over' },
  passwordUsedBefore: { code: 12730, status: 400, text: 'Password must differ from the present one and the {count} before' },
})

/** A user of that name, in whatever case, exists already. */
export class DuplicateUserError extends Error {
  constructor(username: string) {
    super(`a user called ${username} exists already`)
  }
}

/** A user name that HTTP Basic cannot carry. */
export class InvalidUserNameError extends Error {
  constructor(username: string) {
    super(`${JSON.stringify(username)} cannot be a user name: it is empty, or has a colon, a control character, or white space at an end`)
  }
}
