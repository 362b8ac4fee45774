import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with orders that put endpoints into groups, or take them out. Texts are worded after the documented meanings. */
export const associationErrors = defineErrors('emergency notification endpoints', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  groupUnknown: { code: 8079, status: 400, text: "Group '{group}' does not exist on this account." },
  identifierMissing: { code: 8083, status: 400, text: 'The Identifier of the group is absent or empty.' },
  value: { code: 8091, status: 400, text: "'{value}' is not a value of {parameter}; possible are {list}." },
  actionMissing: { code: 8094, status: 400, text: 'An order has either AddedAssociations or DeletedAssociations.' },
  nothing: { code: 8095, status: 400, text: 'The order names no endpoint.' },
  tooMany: { code: 8096, status: 400, text: 'An order takes at most {most} endpoints.' },
  several: { code: 8097, status: 400, text: 'An order is about one group only.' },
  unknown: { code: 8098, status: 400, text: "Endpoint '{endpoint}' does not exist, or has no emergency address." },
  notInGroup: { code: 8098, status: 400, text: "Endpoint '{endpoint}' is not in the group." },
  inGroup: { code: 8099, status: 400, text: "Endpoint '{endpoint}' is in group '{group}' already." },
  numbers: { code: 8104, status: 400, text: 'These are no telephone numbers: {numbers}' },
  elsewhere: { code: 8105, status: 409, text: 'These endpoints are in other groups: {endpoints}' },
  tooLong: { code: 8107, status: 400, text: '{field} has more than {most} characters.' },
})
