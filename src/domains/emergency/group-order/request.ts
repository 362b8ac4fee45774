import { isUuid } from '../../../kernel/ids/ids.ts'
import { groupErrors } from '../notification-group/errors.ts'
import type { GroupOrderRequest, RequestedGroup } from './contract.ts'

/** An order, understood. */
export interface WantedGroup {
  readonly action: 'add' | 'modify' | 'delete'
  /** Undefined for a group that is to be made. */
  readonly groupId: string | undefined
  readonly description: string | undefined
  /** What is to be done with recipients, and with which. */
  readonly recipients: 'add' | 'delete' | undefined
  readonly recipientIds: readonly string[]
}

const MOST_DESCRIPTION = 200
/** Recipients that a group has at most; one at least. */
export const MOST_RECIPIENTS = 3

function recipientsIn(requested: RequestedGroup['addedEmergencyNotificationRecipients'] = []): string[] {
  const ids = requested.map(({ identifier = '' }) => {
    if (identifier.trim() === '') throw groupErrors.recipientIdentifier()
    if (!isUuid(identifier.trim())) throw groupErrors.recipientUnknown({ recipient: identifier.trim() })
    return identifier.trim().toLowerCase()
  })
  if (ids.length < 1 || ids.length > MOST_RECIPIENTS || new Set(ids).size !== ids.length) throw groupErrors.size()
  return ids
}

function descriptionIn({ description }: RequestedGroup): string | undefined {
  const text = description?.trim()
  if (text !== undefined && text.length > MOST_DESCRIPTION) throw groupErrors.tooLong({ field: 'Description', most: MOST_DESCRIPTION })
  return text
}

function groupIn({ identifier = '' }: RequestedGroup): string {
  if (identifier.trim() === '') throw groupErrors.identifierMissing()
  if (!isUuid(identifier.trim())) throw groupErrors.groupUnknown({ group: identifier.trim() })
  return identifier.trim().toLowerCase()
}

function adding(requested: RequestedGroup): WantedGroup {
  const description = descriptionIn(requested)
  if (!description) throw groupErrors.descriptionMissing()
  if (!requested.addedEmergencyNotificationRecipients) throw groupErrors.recipientsMissing()
  return { action: 'add', groupId: undefined, description, recipients: 'add', recipientIds: recipientsIn(requested.addedEmergencyNotificationRecipients) }
}

function modifying(requested: RequestedGroup): WantedGroup {
  const { addedEmergencyNotificationRecipients: added, deletedEmergencyNotificationRecipients: deleted } = requested
  const groupId = groupIn(requested)
  const description = descriptionIn(requested) || undefined
  if (added && deleted) throw groupErrors.both()
  if (!added && !deleted && description === undefined) throw groupErrors.nothing()
  const recipients = added ? 'add' : deleted ? 'delete' : undefined
  return { action: 'modify', groupId, description, recipients, recipientIds: recipients ? recipientsIn(added ?? deleted) : [] }
}

/** Understands an order. Throws 8081 to 8083, 8085, 8087, 8086, 8088, 8089, 8097, 8101, 8103 and 8107. */
export function readGroupOrder({
  addedEmergencyNotificationGroup: added, modifiedEmergencyNotificationGroup: modified, updatedEmergencyNotificationGroup: updated, deletedEmergencyNotificationGroup: deleted,
}: GroupOrderRequest): WantedGroup {
  const given = [added, modified, updated, deleted].filter((each) => each !== undefined)
  if (given.length > 1) throw groupErrors.several()
  if (added) return adding(added)
  const changed = modified ?? updated
  if (changed) return modifying(changed)
  if (!deleted) throw groupErrors.actionMissing()
  return { action: 'delete', groupId: groupIn(deleted), description: undefined, recipients: undefined, recipientIds: [] }
}
