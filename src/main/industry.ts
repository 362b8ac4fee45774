import { numbersServedHere } from '../domains/inventory/index.ts'
import { exchangePlaces, loadGeography, Tn } from '../domains/numbering/index.ts'
import type { SandboxPorts } from '../domains/sandbox/index.ts'
import { createIndustry, type Industry } from '../gateways/carrier-sim/index.ts'
import type { Config } from '../kernel/config/config.ts'

/** The simulated carriers of this installation. Production has none: what is made up must not look like somebody's data. */
export function industryOf({ mode, simulatedSeed }: Config): Industry | undefined {
  return mode === 'sandbox' ? createIndustry({ places: () => exchangePlaces(loadGeography()), seed: simulatedSeed }) : undefined
}

/** What the sandbox shows of the simulated carriers. */
export const industryView = (industry: Industry | undefined): SandboxPorts['industry'] => async (tx, text) => {
  const tn = Tn.safeParse(text)
  const known = tn.success ? industry?.numberOf(tn.data) : undefined
  if (!known) return undefined
  if ((await numbersServedHere(tx, [known.tn])).length > 0) return 'ours'
  return { ...known, magic: known.magic?.about }
}
