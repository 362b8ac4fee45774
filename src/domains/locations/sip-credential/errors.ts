import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** Texts of 1003, 23004, 23007, 23008 and 23009 are the documented ones. */
export const credentialErrors = defineErrors('sip-credentials', {
  required: { code: 1003, status: 400, text: '{field} is required' },
  fragmentTooShort: { code: 12706, status: 400, text: '{parameter} has less than {least} characters' },
  fragmentTooLong: { code: 1011, status: 400, text: '{parameter} has more than {most} characters' },
  sizeOutOfRange: { code: 1006, status: 400, text: 'size is not in the range {from} to {to}' },
  repeated: { code: 23000, status: 400, text: 'Sip credential {name} is repeated for the account with ID = {accountId}' },
  tooLong: { code: 23002, status: 400, text: "{element} '{value}' has more than {most} characters" },
  tooMany: { code: 23003, status: 400, text: 'At most {most} Sip credentials can be created at once' },
  nameFixed: {
    code: 23004, status: 400,
    text: 'Unable to change the UserName or the Domain associated with the Hash Values. To do so requires deletion of one set of credentials and addition of a new set of credentials.',
  },
  listEmpty: { code: 23006, status: 400, text: 'At least one Sip credential is required' },
  unknown: { code: 23007, status: 404, text: 'Sip credential {name} was not found on the account with ID = {accountId}' },
  none: { code: 23008, status: 404, text: 'There are no Sip credentials associated with the account with ID = {accountId}' },
  exists: { code: 23009, status: 400, text: 'Sip credential {name} does already exist on the account with ID = {accountId}' },
  noneFound: { code: 23011, status: 404, text: 'No Sip credentials were found' },
  pageMalformed: { code: 23012, status: 400, text: "Page '{page}' is neither a number nor a name such as user@domain" },
  userNameMalformed: { code: 23014, status: 400, text: "UserName '{name}' has characters that are not allowed" },
  domainMalformed: { code: 23015, status: 400, text: "Domain '{domain}' has characters that are not allowed" },
})
