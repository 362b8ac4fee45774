import { sql, type SqlBool } from 'kysely'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { instantPage, placeOf } from '../instant-page.ts'
import { anywhere } from '../page-start.ts'
import { createRecipient, getRecipient, listRecipients, removeRecipient, replaceRecipient } from './contract.ts'
import { recipientErrors } from './errors.ts'
import { recipientConditions } from './filter.ts'
import { pageOfRecipients, type Recipient } from './repository.ts'
import type { Recipients } from './service.ts'
import { targetView } from './view.ts'

const view = (recipient: Recipient) => ({
  identifier: recipient.id, createdDate: recipient.createdAt, lastModifiedDate: recipient.modifiedAt, modifiedByUser: recipient.modifiedBy, ...targetView(recipient),
})

export const recipientRoutes = (database: Database, recipients: Recipients): readonly Route[] => [
  handle(createRecipient, async ({ params: { accountId }, body, actor, clock, link }) => {
    const recipient = await recipients.create(accountId, body, { actor: actor.userName, at: clock.now() })
    const location = link(`/accounts/${accountId}/emergencyNotificationRecipients/${recipient.id}`)
    return reply(201, { emergencyNotificationRecipient: view(recipient) }, { Location: location })
  }),
  handle(listRecipients, async (call) => {
    const { params: { accountId }, query } = call
    const { modifiedAfterDate, modifiedByUser, uriSubstring, size } = query
    const page = instantPage({ page: query.page, after: ['ModifiedAfterDate', modifiedAfterDate] }, recipientErrors.instant)
    const found = await pageOfRecipients(database.db, accountId, [
      ...recipientConditions(query),
      ...modifiedByUser === undefined ? [] : [sql<SqlBool>`lower(r.modified_by) = lower(${modifiedByUser})`],
      ...uriSubstring === undefined ? [] : [sql<SqlBool>`(r.target ilike ${anywhere(uriSubstring)} or r.type ilike ${anywhere(uriSubstring)})`],
    ], { page, size })
    const next = found[size]
    return reply(200, {
      links: pagingLinks(call, `/accounts/${accountId}/emergencyNotificationRecipients`, next && placeOf(next.modifiedAt, next.id)),
      emergencyNotificationRecipients: found.slice(0, size).map((recipient) => ({
        ...view(recipient), groupCount: query.groupCount ? Number(recipient.groupId !== null) : undefined,
      })),
    })
  }),
  handle(getRecipient, async ({ params: { accountId, enrId } }) => reply(200, { emergencyNotificationRecipient: view(await recipients.get(accountId, enrId)) })),
  handle(replaceRecipient, async ({ params: { accountId, enrId }, body, actor, clock }) => {
    const recipient = await recipients.replace(accountId, enrId, body, { actor: actor.userName, at: clock.now() })
    return reply(200, { emergencyNotificationRecipient: view(recipient) })
  }),
  handle(removeRecipient, async ({ params: { accountId, enrId } }) => {
    await recipients.remove(accountId, enrId)
    return reply(200)
  }),
]
