import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with groups of recipients and with the orders that change them. The documentation hides most codes; texts are worded after their meanings. */
export const groupErrors = defineErrors('emergency notification groups', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  taken: { code: 8080, status: 409, text: "Recipient '{recipient}' is in group '{group}' already; a recipient is in one group only." },
  recipientUnknown: { code: 8081, status: 400, text: "Recipient '{recipient}' does not exist." },
  size: { code: 8082, status: 400, text: 'A group holds one to three different recipients.' },
  identifierMissing: { code: 8083, status: 400, text: 'The Identifier of the group is absent or empty.' },
  actionMissing: { code: 8085, status: 400, text: 'One of AddedEmergencyNotificationGroup, ModifiedEmergencyNotificationGroup and DeletedEmergencyNotificationGroup is needed.' },
  recipientsMissing: { code: 8086, status: 400, text: 'AddedEmergencyNotificationRecipients is missing.' },
  groupUnknown: { code: 8087, status: 400, text: "Group '{group}' does not exist." },
  missing: { code: 8087, status: 404, text: 'The resource does not exist' },
  descriptionMissing: { code: 8088, status: 400, text: 'The Description of the group is absent or empty.' },
  recipientIdentifier: { code: 8089, status: 400, text: 'The Identifier of a recipient is absent or empty.' },
  value: { code: 8091, status: 400, text: "'{value}' is not a value of {parameter}; possible are {list}." },
  instant: { code: 8092, status: 400, text: '{parameter} is not a date and time such as 2020-03-15T14:00:00.000-04:00' },
  several: { code: 8097, status: 400, text: 'An order is about one group only.' },
  hasEndpoints: { code: 8100, status: 409, text: "Group '{group}' still has endpoints." },
  nothing: { code: 8101, status: 400, text: 'The order changes nothing of the group.' },
  notInGroup: { code: 8102, status: 400, text: "Recipient '{recipient}' is not in group '{group}'." },
  both: { code: 8103, status: 400, text: 'Recipients cannot be added and removed in one order.' },
  tooLong: { code: 8107, status: 400, text: '{field} has more than {most} characters.' },
})
