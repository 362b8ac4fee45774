import { addDuration } from '../../kernel/clock/duration.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import { setTimer } from '../../kernel/jobs/timer.ts'
import { whenNumbersLeave } from '../inventory/index.ts'
import { endCleanUp } from './jobs.ts'
import { releaseEntries } from './repository.ts'

/** What takes time to be taken out, and how long: the documented 24 hours (16107). */
const LEAVING = { kind: 'dlda', duration: { months: 0, ms: 86_400_000 } } as const

/** Numbers have left an account, or begin anew there: what was entered for them is taken out, which takes a day for listings. */
const forgetReleased = whenNumbersLeave(async (tx, { accountId, at, tns }) => {
  const until = addDuration(at, LEAVING.duration)
  if (!await releaseEntries(tx, accountId, tns, { kind: LEAVING.kind, until })) return
  await setTimer(tx, endCleanUp, { accountId }, { accountId, key: `line-feature-clean-up:${accountId}:${until.getTime()}`, dueAt: until })
})

/** What line features do because something happened elsewhere. */
export const lineFeatureReactions: readonly Reaction[] = [forgetReleased]
