import type { Tx } from '../../kernel/db/database.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import { enqueue } from '../../kernel/jobs/job.ts'
import { numberReleased, numberRenewed } from '../inventory/index.ts'
import { withdrawNumbers } from './order/jobs.ts'
import { recordsOf, removeRecords } from './record.ts'

/** Numbers have left an account, or begin anew there: their addresses go, here and at the emergency service. */
const forgetReleased: Reaction = {
  on: [numberReleased.name, numberRenewed.name],
  run: async (tx: Tx, events) => {
    for (const { accountId, name, payload } of events) {
      if (accountId === null) continue
      const { tns } = (name === numberReleased.name ? numberReleased : numberRenewed).payload.parse(payload)
      const records = await recordsOf(tx, accountId, 'TN', tns)
      const provisioned = [...records.values()].filter(({ address }) => address).map(({ subject }) => subject)
      await removeRecords(tx, accountId, 'TN', tns)
      if (provisioned.length > 0) await enqueue(tx, withdrawNumbers, { accountId, tns: provisioned }, { accountId })
    }
  },
}

/** What emergency service does because something happened elsewhere. */
export const emergencyReactions: readonly Reaction[] = [forgetReleased]
