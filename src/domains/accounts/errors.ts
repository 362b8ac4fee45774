import { defineErrors } from '../../kernel/errors/catalogue.ts'

export const accountErrors = defineErrors('accounts', {
  signInBusy: { code: 503, status: 503, text: 'Too many sign-ins are being checked at present; try again.' },
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
