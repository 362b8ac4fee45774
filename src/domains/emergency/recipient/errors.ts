import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/**
 * What can be wrong with recipients of emergency notifications. Texts of 8074, 8075 and of the 8080 that keeps one from being deleted are the
 * documented ones, though not their codes; the others are worded after the documented meanings.
 */
export const recipientErrors = defineErrors('emergency notification recipients', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  number: { code: 8065, status: 400, text: "Telephone number '{number}' is not ten digits, or eleven that start with 1." },
  descriptionMissing: { code: 8066, status: 400, text: 'Description is absent or empty.' },
  typeUnknown: { code: 8067, status: 400, text: "Type '{type}' is not one of EMAIL, SMS, TTS, CALLBACK." },
  typeMissing: { code: 8068, status: 400, text: 'Type is missing.' },
  elementMissing: { code: 8069, status: 400, text: 'Type {type} needs {element}.' },
  email: { code: 8070, status: 400, text: 'EmailAddress is not a mail address of at most 254 characters.' },
  url: { code: 8071, status: 400, text: "Url '{url}' is not an https URL." },
  username: { code: 8072, status: 400, text: 'Username must have 1 to 32 characters.' },
  password: { code: 8073, status: 400, text: 'Password must have 1 to 256 characters.' },
  taken: { code: 8074, status: 409, text: 'An entry with an identical recipient already exists. Identifier {identifier}.' },
  missing: { code: 8075, status: 404, text: 'The resource does not exist' },
  inUse: {
    code: 8080, status: 409,
    text: 'Emergency notification recipient with identifier {identifier} is being used by emergency notification group with identifier {group}. '
      + 'Please remove the recipient reference from the group prior to removing the recipient.',
  },
  value: { code: 8091, status: 400, text: "'{value}' is not a value of {parameter}; possible are {list}." },
  instant: { code: 8092, status: 400, text: '{parameter} is not a date and time such as 2020-03-15T14:00:00.000-04:00' },
  tooLong: { code: 8107, status: 400, text: '{field} has more than {most} characters.' },
  filters: { code: 8109, status: 400, text: 'Only one of EnrSmsTn, EnrTtsTn, EnrEmailAddress and EnrCallbackUrl can be given at a time.' },
})
