import { z } from 'zod'
import { messagingErrors } from '../messaging/errors.ts'

/** What is set for the messages of a SIP peer, as the wire and the database hold it. Zones are groups of countries. */
export const SmsSettings = z.object({
  tollFree: z.boolean(),
  shortCode: z.boolean(),
  a2pLongCode: z.string(),
  a2pMessageClass: z.string().max(100).optional(),
  a2pCampaignId: z.string().max(100).optional(),
  protocol: z.string(),
  zone1: z.boolean(),
  zone2: z.boolean(),
  zone3: z.boolean(),
  zone4: z.boolean(),
  zone5: z.boolean(),
})
export type SmsSettings = z.output<typeof SmsSettings>
export type SmsProtocol = 'SIP' | 'SMPP' | 'HTTP'

const a2pValues: readonly string[] = ['ON', 'OFF', 'DefaultOn', 'DefaultOff']

/** `ON` and `OFF` hold for every number of the peer, `Default...` for those that say nothing themselves. */
function checkA2p({ a2pLongCode: value, a2pMessageClass, a2pCampaignId, tollFree, shortCode }: Partial<SmsSettings>): void {
  if (value !== undefined && !a2pValues.includes(value)) throw messagingErrors.a2pUnknown({ value: value.slice(0, 60) })
  const off = value === undefined || value === 'OFF'
  if (a2pCampaignId && off && !tollFree && !shortCode) throw messagingErrors.campaignRefused()
  if (a2pMessageClass && off) throw messagingErrors.classRefused()
  if (!a2pMessageClass && (value === 'ON' || value === 'DefaultOn')) throw messagingErrors.classMissing()
}

/** The settings with what was left out as off; throws 13567, 13636, 13637, 13641 and 13642. Source: POST features/sms. */
export function checkedSettings(given: Partial<SmsSettings>): SmsSettings & { readonly protocol: SmsProtocol } {
  const { protocol = '' } = given
  if (protocol !== 'SIP' && protocol !== 'SMPP' && protocol !== 'HTTP') throw messagingErrors.smsProtocolUnknown({ protocol: protocol.slice(0, 60) })
  checkA2p(given)
  return {
    tollFree: false, shortCode: false, a2pLongCode: 'DefaultOff', zone1: false, zone2: false, zone3: false, zone4: false, zone5: false,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), protocol,
  }
}
