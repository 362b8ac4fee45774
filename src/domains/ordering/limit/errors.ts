import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with limits that an administrator sets. Codes and texts are those of the other pages under /admin. */
export const limitErrors = defineErrors('ordering limits', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  accountUnknown: { code: 12020, status: 404, text: "Account '{account}' does not exist" },
})
