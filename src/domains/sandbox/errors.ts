import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** Refusals of the sandbox's own endpoints; the documented API has no such thing, so codes repeat the status. */
export const sandboxErrors = defineErrors('sandbox', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  notASandbox: { code: 409, status: 409, text: 'Account {accountId} is not a sandbox account.' },
  nothingWaits: { code: 409, status: 409, text: 'Nothing waits for a later time on this account.' },
  unsettled: { code: 504, status: 504, text: 'Still outstanding after {seconds} s: {events} events, {jobs} jobs, {timers} timers.' },
})
