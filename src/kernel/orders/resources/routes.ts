import { handle, reply, type Route } from '../../contract/handler.ts'
import type { Database, Tx } from '../../db/database.ts'
import { commonErrors } from '../../errors/common.ts'
import { isUuid } from '../../ids/ids.ts'
import type { OrderType } from '../define.ts'
import { subjectsOf } from '../lines.ts'
import { parametersOf, reportOperation, type Report, type ResourceNames } from './contract.ts'
import { countByPrefix, historyOf } from './repository.ts'

const AREA_CODE_DIGITS = 3
const EXCHANGE_DIGITS = 6

type Reader = (tx: Tx, orderId: string) => Promise<unknown>

const exchanges: Reader = async (tx, id) => ({
  telephoneDetailsReport: (await countByPrefix(tx, id, EXCHANGE_DIGITS)).map(({ prefix, count }) => ({ npaNxx: prefix, count })),
})

const readers: Readonly<Record<Report, Reader>> = {
  history: async (tx, id) => ({ orderHistory: await historyOf(tx, id) }),
  tns: async (tx, id) => {
    const telephoneNumber = await subjectsOf(tx, id, 'completed')
    return { count: telephoneNumber.length, telephoneNumber }
  },
  areaCodes: async (tx, id) => ({
    telephoneDetailsReport: (await countByPrefix(tx, id, AREA_CODE_DIGITS)).map(({ prefix, count }) => ({ areaCode: prefix, count })),
  }),
  npaNxx: exchanges,
  totals: exchanges,
}

/** Whether an account has an order of a type; where the path names a site, one of that site. */
async function exists(tx: Tx, type: OrderType, accountId: number, params: Readonly<Record<string, string>>, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const { siteId } = params
  if (siteId !== undefined && !/^\d{1,9}$/.test(siteId)) return false
  const row = await tx.selectFrom('orders').select('id').where('id', '=', id).where('account_id', '=', accountId).where('type', '=', type.type)
    .$if(siteId !== undefined, (query) => query.where('site_id', '=', Number(siteId))).executeTakeFirst()
  return row !== undefined
}

/**
 * The sub-resources that every family of orders has in the same form: history, numbers, counts by area code and exchange.
 * A family lists those that are documented for it.
 */
export function orderResources(database: Database, type: OrderType, names: ResourceNames): readonly Route[] {
  const idName = parametersOf(names.at).at(-1) ?? 'orderid'
  const wanted = (Object.keys(readers) as Report[]).flatMap((report) => {
    const id = names[report]
    return id === undefined ? [] : [{ report, id }]
  })
  return wanted.map(({ report, id }) => handle(reportOperation(names, id, report, idName), async ({ account, params }) => {
    // The schema is made of names that only run time knows; every value in it but the account's id is a text.
    const texts = params as unknown as Readonly<Record<string, string>>
    const orderId = texts[idName] ?? ''
    if (!await exists(database.db, type, account.id, texts, orderId)) throw commonErrors.missing()
    return reply(200, await readers[report](database.db, orderId))
  }))
}
