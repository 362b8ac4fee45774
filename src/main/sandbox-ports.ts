import { randomBytes } from 'node:crypto'
import { createAccount, createUser, moveClock } from '../domains/accounts/index.ts'
import { resetEmergency } from '../domains/emergency/index.ts'
import { resetNumbers, type SearchStarts } from '../domains/inventory/index.ts'
import { createPeer, createSite, resetLocations } from '../domains/locations/index.ts'
import type { SandboxPorts } from '../domains/sandbox/index.ts'
import { keptMails, resetSubscriptions } from '../domains/subscriptions/index.ts'
import type { Industry } from '../gateways/carrier-sim/index.ts'
import type { Tx } from '../kernel/db/database.ts'
import { clearWaiting } from '../kernel/jobs/clear.ts'
import { rescheduleTimers } from '../kernel/jobs/timer.ts'
import { clearOrders } from '../kernel/orders/clear.ts'
import { industryView } from './industry.ts'

const ADDRESS = { houseNumber: '1600', streetName: 'PENNSYLVANIA', streetSuffix: 'AVE', postDirectional: 'NW', city: 'WASHINGTON', stateCode: 'DC', zip: '20006', country: 'US' }

async function moveAccountClock(tx: Tx, accountId: number, offsetMs: number): Promise<void> {
  await moveClock(tx, accountId, offsetMs)
  await rescheduleTimers(tx, accountId, offsetMs)
}

/** The sandbox's view of the other domains. */
export function sandboxPorts({ searchStarts, industry }: { readonly searchStarts: SearchStarts, readonly industry: Industry | undefined }): SandboxPorts {
  return {
    async createAccount(tx, at) {
      const accountId = await createAccount(tx, { companyName: 'Sandbox', sandbox: true, details: { associatedCatapultAccount: 'u-sandbox' }, at })
      const username = `sandbox-${accountId}`
      const password = randomBytes(9).toString('base64url')
      await createUser(tx, { username, password, at, roles: 'all', accounts: [accountId] })
      const siteId = await createSite(tx, { accountId, name: 'Sandbox site', address: ADDRESS, at })
      const peerId = await createPeer(tx, { accountId, siteId, name: 'Default peer', isDefault: true, at })
      return { accountId, username, password, siteId, peerId }
    },
    moveClock: moveAccountClock,
    outbox: keptMails,
    industry: industryView(industry),
    async reset(tx, accountId, at) {
      // Subscriptions first, as whoever writes a delivery locks them first.
      await resetSubscriptions(tx, accountId)
      // Waits for orders that are being processed; what comes of them is there to be cleared after that.
      await clearOrders(tx, accountId)
      await clearWaiting(tx, accountId)
      // Those that were placed meanwhile and have lost their jobs.
      await clearOrders(tx, accountId)
      await resetEmergency(tx, accountId)
      await resetNumbers(tx, accountId, at)
      searchStarts.restart(accountId)
      await resetLocations(tx, accountId)
      await moveAccountClock(tx, accountId, 0)
    },
  }
}
