import type { EmergencyService } from '../domains/emergency/index.ts'
import { createSimulatedEmergencyService } from '../gateways/emergency-sim/index.ts'
import type { Config } from '../kernel/config/config.ts'

/** Who is told where calls for help come from: a simulation in the sandbox. Production has nobody yet, so orders fail there and say so. */
export function emergencyServiceOf({ mode }: Config): EmergencyService | undefined {
  return mode === 'sandbox' ? createSimulatedEmergencyService() : undefined
}
