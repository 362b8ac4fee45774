import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** Refusals of the sandbox's own endpoints; the documented API has no such thing, so codes repeat the status. */
export const sandboxErrors = defineErrors('sandbox', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  notASandbox: { code: 409, status: 409, text: 'Account {accountId} is not a sandbox account.' },
  nothingWaits: { code: 409, status: 409, text: 'Nothing waits for a later time on this account.' },
  nobodys: { code: 404, status: 404, text: "'{tn}' is not a telephone number that any carrier serves." },
  ours: { code: 404, status: 404, text: 'Telephone number {tn} is in the inventory; the industry knows only those of others.' },
  unsettled: { code: 504, status: 504, text: 'Still outstanding after {seconds} s: {events} events, {jobs} jobs, {timers} timers.' },
})
