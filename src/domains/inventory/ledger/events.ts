import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { defineEvent, emit } from '../../../kernel/events/event.ts'
import type { Reaction } from '../../../kernel/events/relay.ts'

/** Numbers have left an account: whatever hung on them there (line features, E911, messaging) is to be cleared. */
export const numberReleased = defineEvent({
  name: 'number.released',
  version: 1,
  payload: z.object({
    /** Ascending, at most `MOST_TOLD` of them. */
    tns: z.array(z.string()).readonly(),
    /** `Taken`: in service on another account, by an order of that one. `Removed`: no longer in the ledger, or as it was before. */
    to: z.enum(['Aging', 'Disconnected', 'PortOut', 'Taken', 'Removed']),
    orderId: z.string().optional(),
  }),
})

const MOST_TOLD = 5000

interface Release {
  readonly accountId: number
  readonly at: Date
  readonly to: 'Aging' | 'Disconnected' | 'PortOut' | 'Taken' | 'Removed'
  readonly orderId?: string | undefined
}

/** Tells of numbers that have left an account, in the transaction in which they did. None is no event. */
export async function tellReleased(tx: Tx, tns: readonly string[], { accountId, at, to, orderId }: Release): Promise<void> {
  for (let start = 0; start < tns.length; start += MOST_TOLD) {
    await emit(tx, numberReleased, accountId, at, { tns: tns.slice(start, start + MOST_TOLD), to, orderId })
  }
}

/** Numbers of an account begin anew, as if it had got them today: whatever was set on them goes. */
export const numberRenewed = defineEvent({
  name: 'number.renewed', version: 1, payload: z.object({ /** Ascending, at most `MOST_TOLD` of them. */ tns: z.array(z.string()).readonly() }),
})

/** Tells of numbers that begin anew, in the transaction in which they do. None is no event. */
export async function tellRenewed(tx: Tx, tns: readonly string[], { accountId, at }: Pick<Release, 'accountId' | 'at'>): Promise<void> {
  for (let start = 0; start < tns.length; start += MOST_TOLD) {
    await emit(tx, numberRenewed, accountId, at, { tns: tns.slice(start, start + MOST_TOLD) })
  }
}

/** Numbers that an account has no longer, or has anew, and when (on its clock) that came about. */
export interface NumbersLeft {
  readonly accountId: number
  readonly at: Date
  readonly tns: readonly string[]
}

/** What is to be done wherever something hangs on numbers: they have left an account, or begin anew there. */
export const whenNumbersLeave = (run: (tx: Tx, left: NumbersLeft) => Promise<void>): Reaction => ({
  on: [numberReleased.name, numberRenewed.name],
  run: async (tx, events) => {
    for (const { accountId, at, name, payload } of events) {
      const { tns } = (name === numberReleased.name ? numberReleased : numberRenewed).payload.parse(payload)
      await run(tx, { accountId, at, tns })
    }
  },
})

/** Numbers have become Available to one account or to all: whoever waits for some may look again. */
export const stockReplenished = defineEvent({
  name: 'stock.replenished',
  version: 1,
  payload: z.object({
    /** Of the numbers, ascending, without those of other plans. */
    areaCodes: z.array(z.string()).readonly(),
  }),
})

const AREA_CODE_DIGITS = 3

/** What a number begins with; of another plan, its plus and two digits. */
export const areaCodeOf = (tn: string): string => tn.slice(0, AREA_CODE_DIGITS)

/** Tells of numbers, or area codes of numbers, that have become Available, in the transaction in which they did. None is no event. */
export async function tellReplenished(tx: Tx, tns: Iterable<string>, at: Date): Promise<void> {
  const areaCodes = new Set<string>()
  for (const tn of tns) if (!tn.startsWith('+')) areaCodes.add(areaCodeOf(tn))
  if (areaCodes.size > 0) await emit(tx, stockReplenished, null, at, { areaCodes: [...areaCodes].sort() })
}
