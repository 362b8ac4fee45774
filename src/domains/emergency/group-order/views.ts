import type { OrderHead } from '../../../kernel/orders/find.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { notificationOrderHead } from '../notification-orders.ts'
import { targetView } from '../recipient/view.ts'
import type { GroupView } from './contract.ts'
import type { GroupOrder, NamedRecipient } from './repository.ts'

const errorsOf = (problems: readonly Problem[]) => problems.map(({ code, text }) => ({ code, description: text }))

const inFull = ({ id, target }: NamedRecipient) => ({ identifier: id, ...target ? targetView(target) : {} })

function groupOf({ action, groupId, description, recipients, named }: GroupOrder, shown: (recipient: NamedRecipient) => { identifier: string }): GroupView {
  const list = recipients === undefined ? undefined : named.map(shown)
  return {
    identifier: groupId, description: action === 'delete' ? undefined : description,
    addedEmergencyNotificationRecipients: recipients === 'add' ? list : undefined, deletedEmergencyNotificationRecipients: recipients === 'delete' ? list : undefined,
  }
}

/** The group under the name of what is done with it. */
function underAction<Group>({ action }: GroupOrder, group: Group) {
  switch (action) {
    case 'add': return { addedEmergencyNotificationGroup: group }
    case 'modify': return { modifiedEmergencyNotificationGroup: group }
    case 'delete': return { deletedEmergencyNotificationGroup: group }
  }
}

/** An order as its POST answers it: recipients by their ids alone; a group that only gets another description has a name of its own there. */
export function placedView(order: OrderHead, wanted: GroupOrder) {
  const group = groupOf(wanted, ({ id }) => ({ identifier: id }))
  const isRenaming = wanted.action === 'modify' && wanted.recipients === undefined
  return { ...notificationOrderHead(order), ...isRenaming ? { updatedEmergencyNotificationGroup: group } : underAction(wanted, group) }
}

/** An order as a list shows it. */
export const listedView = (order: OrderHead, wanted: GroupOrder, problems: readonly Problem[]) => ({
  ...notificationOrderHead(order), ...underAction(wanted, { ...groupOf(wanted, inFull), errorList: problems.length === 0 ? undefined : errorsOf(problems) }),
})

function single(recipient: NamedRecipient) {
  const { identifier, callback, ...rest } = { callback: undefined, ...inFull(recipient) }
  return { identifier, ...rest, ...callback }
}

/** An order as it is shown alone, in the documented wrappers. */
export function singleView(order: OrderHead, wanted: GroupOrder, problems: readonly Problem[]) {
  const { recipients, named } = wanted
  const { identifier, description } = groupOf(wanted, inFull)
  const list = { emergencyNotificationRecipients: named.map(single) }
  const group = {
    identifier, description, addedEmergencyNotificationRecipients: recipients === 'add' ? list : undefined,
    deletedEmergencyNotificationRecipients: recipients === 'delete' ? list : undefined, errorList: errorsOf(problems),
  }
  return { ...notificationOrderHead(order), ...underAction(wanted, { emergencyNotificationGroup: group }) }
}
