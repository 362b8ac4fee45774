import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { instantPage, placeOf } from '../instant-page.ts'
import { anywhere } from '../page-start.ts'
import { recipientConditions, type RecipientFilter } from '../recipient/filter.ts'
import type { Recipient } from '../recipient/repository.ts'
import { targetView } from '../recipient/view.ts'
import { getGroup, listGroups, type NotificationGroupView } from './contract.ts'
import { groupErrors } from './errors.ts'
import { endpointCounts, endpointsOf, findGroup, membersOf, pageOfGroups, type NotificationGroup } from './repository.ts'

interface GroupFilter extends RecipientFilter {
  readonly engDescription?: string
  readonly engName?: string
  readonly engId?: string
  readonly enrId?: string
}

const nothing = sql<SqlBool>`false`

function conditionsOf(filter: GroupFilter): RawBuilder<SqlBool>[] {
  const { engDescription, engName, engId, enrId } = filter
  const ofRecipients = [
    ...recipientConditions(filter),
    ...enrId === undefined ? [] : [isUuid(enrId) ? sql<SqlBool>`r.id = ${enrId}` : nothing],
  ]
  return [
    ...[engDescription, engName].flatMap((text) => text === undefined ? [] : [sql<SqlBool>`g.description ilike ${anywhere(text)}`]),
    ...engId === undefined ? [] : [isUuid(engId) ? sql<SqlBool>`g.id = ${engId}` : nothing],
    ...ofRecipients.length === 0 ? []
      : [sql<SqlBool>`exists (select from emergency_recipient r where r.notification_group_id = g.id and ${sql.join(ofRecipients, sql` and `)})`],
  ]
}

interface Shown { readonly members: readonly Recipient[] | undefined, readonly inFull: boolean }

const view = ({ id, createdAt, modifiedBy, modifiedAt, description }: NotificationGroup, { members = [], inFull }: Shown): NotificationGroupView => ({
  identifier: id, createdDate: createdAt, modifiedBy, modifiedDate: modifiedAt, description,
  emergencyNotificationRecipients: members.map((member) => ({ identifier: member.id, ...inFull ? targetView(member) : {} })),
})

export const notificationGroupRoutes = ({ db }: Database): readonly Route[] => [
  handle(listGroups, async (call) => {
    const { params: { accountId }, query } = call
    const page = instantPage({ page: query.page, after: ['ModifiedAfterDate', query.modifiedAfterDate] }, groupErrors.instant)
    const found = await pageOfGroups(db, accountId, conditionsOf(query), { page, size: query.size })
    const shown = found.slice(0, query.size)
    const ids = shown.map(({ id }) => id)
    const [members, counts] = await Promise.all([membersOf(db, ids), query.endpointCount ? endpointCounts(db, ids) : undefined])
    const next = found[query.size]
    return reply(200, {
      links: pagingLinks(call, `/accounts/${accountId}/emergencyNotificationGroups`, next && placeOf(next.modifiedAt, next.id)),
      emergencyNotificationGroups: shown.map((group) => ({
        ...view(group, { members: members.get(group.id), inFull: query.enrDetails }), endpointCount: counts && (counts.get(group.id) ?? 0),
      })),
    })
  }),
  handle(getGroup, async ({ params: { accountId, engId }, query: { includeEndpoints, endpointId = '', endpointSize } }) => {
    const group = isUuid(engId) ? await findGroup(db, accountId, engId, { lock: false }) : undefined
    if (!group) throw groupErrors.missing()
    const members = (await membersOf(db, [group.id])).get(group.id)
    const endpoints = includeEndpoints ? await endpointsOf(db, group.id, { start: endpointId, size: endpointSize }) : undefined
    const ofKind = (wanted: string) => endpoints?.filter(({ kind }) => kind === wanted).map(({ identifier }) => identifier)
    return reply(200, { emergencyNotificationGroup: { ...view(group, { members, inFull: false }), eepTns: ofKind('TN'), eepAeuiIds: ofKind('AEUI') } })
  }),
]
