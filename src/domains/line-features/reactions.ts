import type { Tx } from '../../kernel/db/database.ts'
import { addDuration } from '../../kernel/clock/duration.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import { setTimer } from '../../kernel/jobs/timer.ts'
import { numberReleased, numberRenewed } from '../inventory/index.ts'
import { dldaFeature } from './dlda/feature.ts'
import { endCleanUp } from './jobs.ts'
import { releaseEntries } from './repository.ts'

/** Numbers have left an account, or begin anew there: what was entered for them is taken out, which takes a day for listings. */
const forgetReleased: Reaction = {
  on: [numberReleased.name, numberRenewed.name],
  run: async (tx: Tx, events) => {
    for (const { accountId, name, at, payload } of events) {
      const { tns } = (name === numberReleased.name ? numberReleased : numberRenewed).payload.parse(payload)
      const until = addDuration(at, { months: 0, ms: dldaFeature.cleanUpSeconds * 1000 })
      if (!await releaseEntries(tx, accountId, tns, { kind: dldaFeature.kind, until })) continue
      await setTimer(tx, endCleanUp, { accountId }, { accountId, key: `line-feature-clean-up:${accountId}:${until.getTime()}`, dueAt: until })
    }
  },
}

/** What line features do because something happened elsewhere. */
export const lineFeatureReactions: readonly Reaction[] = [forgetReleased]
