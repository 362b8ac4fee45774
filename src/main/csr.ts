import type { CsrProvider } from '../domains/porting/index.ts'
import { createSimulatedCsrProvider, type Industry } from '../gateways/carrier-sim/index.ts'
import { createHttpCsrProvider } from '../gateways/csr-http/index.ts'
import type { Config } from '../kernel/config/config.ts'
import type { Logger } from '../kernel/log/logger.ts'

/** The giver of customer service records that the configuration names; none where nobody is to be asked. */
export function csrProviderOf({ mode, csr = mode === 'sandbox' ? 'simulation' : 'off', csrUrl, csrToken, csrTimeoutMs }: Config, industry: Industry | undefined, log: Logger): CsrProvider | undefined {
  switch (csr) {
    case 'simulation': return industry && createSimulatedCsrProvider(industry)
    case 'http': return csrUrl === undefined ? undefined : createHttpCsrProvider({ url: csrUrl, token: csrToken, timeoutMs: csrTimeoutMs, log })
    case 'off': return undefined
  }
}
