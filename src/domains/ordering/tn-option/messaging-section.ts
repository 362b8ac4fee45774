import { findLineSettings, type MessagingSection, type SectionReader } from '../../inventory/index.ts'
import { nnRouteName } from '../../numbering/index.ts'
import { tnOptionsOf, type TnOptions } from './repository.ts'

/** What a number sets aside of its SIP peer's A2P. */
function a2pOf({ a2pOff, a2pClass, a2pCampaign }: TnOptions) {
  if (a2pOff) return { a2pState: 'off' }
  if (a2pClass === null && a2pCampaign === null) return {}
  return { campaignId: a2pCampaign ?? undefined, messageClass: a2pClass ?? undefined, a2pState: 'overridden' }
}

/** What details of a number say of its messages: whether it has any, its own A2P, and the route that was chosen for them where it is known. */
export const messagingSection: SectionReader<typeof MessagingSection> = async (tx, { tn }) => {
  const smsEnabled = (await findLineSettings(tx, tn))?.smsEnabled
  const [options] = await tnOptionsOf(tx, [tn])
  const nnid = options?.nnid ?? undefined
  const a2p = options ? a2pOf(options) : {}
  const name = nnid === undefined ? undefined : await nnRouteName(tx, nnid)
  if (smsEnabled === undefined && name === undefined && !('a2pState' in a2p)) return undefined
  return { smsEnabled: smsEnabled ?? false, ...a2p, assignedNNRoute: nnid === undefined || name === undefined ? undefined : { nnid, name } }
}
