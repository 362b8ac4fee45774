import type { EmergencyAnswer, EmergencyEntry, EmergencyQuestion, EmergencyRefusal, EmergencyService } from '../../domains/emergency/ports.ts'

const HOUR_MS = 3_600_000
const HOUR_SECONDS = 3600

/** House numbers at which the service behaves in a way that tests may rely on; `docs/industry.md` lists them. */
const SLOW = '9111'
const REFUSED = '9112'
const HALF_REFUSED = '9113'
const BROKEN = '9114'
const STUCK = '9115'
const UNREACHABLE = '9116'
const SLOW_HOURS = 2

const isAt = (house: string) => ({ address }: EmergencyEntry): boolean => address?.houseNumber === house

const ODD_END = /[13579]$/

function refusalOf(entry: EmergencyEntry): EmergencyRefusal[] {
  const { subject, action } = entry
  if (action === 'remove') return isAt(STUCK)(entry) ? [{ subject, reason: 'refused', detail: 'the record is locked by the emergency service' }] : []
  if (isAt(REFUSED)(entry)) return [{ subject, reason: 'refused', detail: 'no public safety answering point serves this address' }]
  if (isAt(HALF_REFUSED)(entry) && ODD_END.test(subject)) return [{ subject, reason: 'refused', detail: 'the record was rejected' }]
  return isAt(BROKEN)(entry) ? [{ subject, reason: 'fault', detail: 'the record could not be written' }] : []
}

function waiting({ entries, askedAt, now }: EmergencyQuestion): number {
  const slow = entries.some((entry) => entry.action === 'put' && isAt(SLOW)(entry))
  return slow ? Math.ceil((askedAt.getTime() + SLOW_HOURS * HOUR_MS - now.getTime()) / 1000) : 0
}

/** An emergency service that takes everything at once, but for what `docs/industry.md` says. It keeps nothing. */
export function createSimulatedEmergencyService(): EmergencyService {
  return {
    async submit(question): Promise<EmergencyAnswer> {
      if (question.entries.some(isAt(UNREACHABLE))) return { kind: 'unavailable' }
      const seconds = waiting(question)
      if (seconds > 0) return { kind: 'later', seconds: Math.min(seconds, SLOW_HOURS * HOUR_SECONDS) }
      return { kind: 'done', refused: question.entries.flatMap(refusalOf) }
    },
  }
}
