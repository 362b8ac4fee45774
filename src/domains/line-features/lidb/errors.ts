import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/**
 * What can be wrong with orders for calling names. Texts of 11007 and 11020 are the documented ones; the others are worded
 * after the documented meanings. 1000 and 1005 are of all resources: no code is documented for what the database answers.
 */
export const lidbErrors = defineErrors('LIDB', {
  invalid: { code: 400, status: 400, text: 'The order is not valid: {reason}' },
  unanswered: { code: 1000, status: 400, text: 'The database of calling names could not be reached; try again.' },
  refused: { code: 1005, status: 400, text: 'SubscriberInformation was refused: {reason}' },
  nameTooLong: { code: 11005, status: 400, text: 'SubscriberInformation takes at most {most} characters.' },
  useType: { code: 11006, status: 400, text: 'No use type supplied. UseType must be one of the following - BUSINESS, RESIDENTIAL' },
  visibility: { code: 11007, status: 400, text: 'No visibility supplied. Visibility must be one of the following - PUBLIC, PRIVATE' },
  elsewhere: { code: 11014, status: 400, text: 'Telephone number is not in service on this account.' },
  tollFree: { code: 11015, status: 400, text: 'Toll-free telephone numbers get LIDB through support only.' },
  vendor: { code: 11016, status: 400, text: 'LIDB is not supported for telephone numbers of this vendor.' },
  taken: { code: 11020, status: 400, text: 'Cannot add LIDB to a telephone number that already has LIDB or is in process' },
  leadingBlank: { code: 11024, status: 400, text: 'SubscriberInformation starts with a blank.' },
  unknown: { code: 11025, status: 400, text: 'Telephone number is not known.' },
})
