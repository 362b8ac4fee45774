import type { Reaction } from '../../kernel/events/relay.ts'
import { whenNumbersLeave } from '../inventory/index.ts'
import { recordsOf, removeRecords } from './record.ts'
import { withdraw } from './withdrawal/withdrawing.ts'

/** Numbers have left an account, or begin anew there: their addresses go, here and at the emergency service. */
const forgetReleased = whenNumbersLeave(async (tx, { accountId, tns }) => {
  const records = await recordsOf(tx, accountId, 'TN', tns)
  await removeRecords(tx, accountId, 'TN', tns)
  await withdraw(tx, accountId, [...records.values()].flatMap(({ subject: tn, address }) => address ? [{ tn, address }] : []))
})

/** What emergency service does because something happened elsewhere. */
export const emergencyReactions: readonly Reaction[] = [forgetReleased]
