import type { CsrAnswer, CsrProvider, CsrQuestion, ServiceRecord } from '../../domains/porting/ports.ts'
import type { Industry, IndustryNumber } from './industry.ts'

const HOUR_MS = 3_600_000
const HOUR_SECONDS = 3600

/** Carriers that give a service address in one line, without its house and street apart. */
const ONE_LINE: ReadonlySet<string> = new Set(['B202', 'E505'])

function recordOf({ carrier, subscriber, magic }: IndustryNumber): ServiceRecord {
  const { houseNumber, streetName, streetSuffix, city, state, zip } = subscriber.serviceAddress
  const unparsedAddress = [houseNumber, streetName, streetSuffix, city, state, zip].filter(Boolean).join(' ')
  const street = ONE_LINE.has(carrier.spid) ? {} : { houseNumber, streetName, streetSuffix }
  return {
    // The example of the guide shows none.
    accountNumber: magic?.guide ? undefined : subscriber.accountNumber, customerName: subscriber.name,
    serviceAddress: { unparsedAddress, ...street, city, state, zip }, tns: subscriber.tns,
  }
}

/** Whoever knows the account number or the PIN is believed. */
function provesEnough({ subscriber }: IndustryNumber, { fields: { accountNumber, endUserPin } }: CsrQuestion): boolean {
  return accountNumber === subscriber.accountNumber || endUserPin === subscriber.pin
}

function byHand(known: IndustryNumber, { askedAt, now }: CsrQuestion): CsrAnswer {
  const { hours, refused } = known.byHand
  const left = askedAt.getTime() + hours * HOUR_MS - now.getTime()
  if (left > 0) return { kind: 'later', seconds: Math.min(Math.ceil(left / 1000), hours * HOUR_SECONDS) }
  return refused ? { kind: 'refused', reason: 'the carrier refused the request made by hand' } : { kind: 'found', record: recordOf(known) }
}

/** The simulated carriers as givers of customer service records: each number behaves as `docs/industry.md` says. */
export function createSimulatedCsrProvider(industry: Industry): CsrProvider {
  return {
    async ask(question) {
      const known = industry.numberOf(question.tn)
      if (!known) return { kind: 'refused' }
      if (known.magic?.outage) return { kind: 'unavailable' }
      switch (known.carrier.csr) {
        case 'unsupported': return { kind: 'refused' }
        case 'manual': return byHand(known, question)
        case 'asks': return provesEnough(known, question) ? { kind: 'found', record: recordOf(known) } : { kind: 'asks', wanted: 'the right AccountNumber or EndUserPIN' }
        case 'automated': return { kind: 'found', record: recordOf(known) }
      }
    },
    async withdraw() {
      return true
    },
  }
}
