import { z } from 'zod'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { list } from '../../../kernel/xml/index.ts'
import { repeatedErrors } from '../envelopes.ts'
import { importErrors } from '../errors.ts'

const ROOT = 'ImportTnCheckerResponse'
const Numbers = list(z.string(), 'TelephoneNumber')

export const checkImport = operation({
  id: 'import-tn-checker-post',
  at: 'POST /accounts/{accountId}/importTnChecker',
  group: 'importTnChecker',
  summary: 'Check whether numbers can be imported for hosted messaging.',
  params: z.object({ accountId: AccountId }),
  body: z.object({ telephoneNumbers: Numbers.optional() }).meta({ id: 'ImportCheckRequest', xml: { name: 'ImportTnCheckerPayload' } }),
  replies: {
    200: answers(ROOT, z.object({
      importTnCheckerPayload: z.object({
        telephoneNumbers: Numbers,
        importTnErrors: list(z.object({ code: z.int(), description: z.string(), telephoneNumbers: Numbers }), 'ImportTnError'),
      }),
    }).meta({ id: 'ImportCheck' })),
  },
  errors: repeatedErrors(ROOT),
  invalid: importErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
  audit: { none: 'it looks up' },
})
