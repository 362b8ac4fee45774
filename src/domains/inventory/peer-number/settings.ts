import type { Tx } from '../../../kernel/db/database.ts'
import { hasFeature, type Feature } from '../../accounts/index.ts'
import { readPeer } from '../../locations/index.ts'
import { Tn } from '../../numbering/index.ts'
import { inventoryErrors } from '../errors.ts'
import { setAttributes } from '../ledger/attributes.ts'
import { changeLineSettings } from '../line-setting/repository.ts'
import type { PeerPlace } from '../place-in.ts'
import type { PeerNumberRequest } from './contract.ts'
import type { PeerNumber } from './repository.ts'

const FORMATS = ['10digit', '11digit', 'e164']
const LONGEST_USER = 255

async function requireFeature(tx: Tx, accountId: number, feature: Feature): Promise<void> {
  if (!await hasFeature(tx, accountId, feature)) throw inventoryErrors.featureMissing({ accountId, feature: feature.split('.')[1] ?? feature })
}

function checkForms(tn: string, { callForward, numberFormat, rpidFormat, rewriteUser }: PeerNumberRequest): void {
  if (callForward !== undefined && !Tn.safeParse(callForward).success) throw inventoryErrors.forwardMalformed({ value: callForward.slice(0, 40) })
  if (numberFormat !== undefined && !FORMATS.includes(numberFormat)) throw inventoryErrors.formatUnknown({ value: numberFormat.slice(0, 40), tn })
  if (rpidFormat !== undefined && !FORMATS.includes(rpidFormat)) throw inventoryErrors.rpidUnknown({ value: rpidFormat.slice(0, 40), tn })
  if ((rewriteUser?.length ?? 0) > LONGEST_USER) throw inventoryErrors.rewriteTooLong({ tn, most: LONGEST_USER })
}

/** Numbers of which only the messages are here have no line features, as documented. */
function checkVoice({ tn, attributes }: PeerNumber, { callForward, numberFormat, rpidFormat, rewriteUser, callingNameDisplay }: PeerNumberRequest): void {
  if (!attributes?.includes('Hosted')) return
  const asked = [callForward, numberFormat, rpidFormat, rewriteUser, callingNameDisplay].some((value) => value !== undefined)
  if (asked) throw inventoryErrors.voiceElsewhere({ tn, attributes: attributes.join(', ') })
}

/** What the account must have been given for what is asked for. */
async function checkRights(tx: Tx, place: PeerPlace, number: PeerNumber, request: PeerNumberRequest): Promise<void> {
  const { accountId, siteId, peerId } = place
  if (request.callForward !== undefined) await requireFeature(tx, accountId, 'Origination.CallForwarding')
  if (request.callingNameDisplay !== undefined) {
    await requireFeature(tx, accountId, 'Origination.CNAM')
    const peer = await readPeer(tx, accountId, siteId, peerId)
    const { enforced = false, display } = peer?.details.callingName ?? {}
    if (enforced && display !== request.callingNameDisplay) throw inventoryErrors.nameFixed({ tn: number.tn })
  }
  if (request.messagingSettings?.smsEnabled) await requireFeature(tx, accountId, 'MESSAGING.SMS')
  const protects = request.tnAttributes?.includes('Protected') === true && !number.attributes?.includes('Protected')
  if (protects && !await hasFeature(tx, accountId, 'NumberManagement.PROTECTED_TNS')) throw inventoryErrors.mayNotProtect({ accountId })
}

/**
 * Gives a number in service the line settings that are asked for and its defaults in all others; of the marks, only
 * Protected is the account's to change. Throws 13513 to 13516, 13576, 13583, 13658 and 12732.
 */
export async function setLine(tx: Tx, place: PeerPlace, number: PeerNumber, request: PeerNumberRequest, at: Date): Promise<void> {
  checkForms(number.tn, request)
  checkVoice(number, request)
  await checkRights(tx, place, number, request)
  const { callForward = null, numberFormat = null, rpidFormat = null, rewriteUser = null, callingNameDisplay = null, tnAttributes, messagingSettings } = request
  const forwarded = callForward === null ? null : Tn.parse(callForward)
  await changeLineSettings(tx, place.accountId, [number.tn], {
    callForward: forwarded, numberFormat, rpidFormat, rewriteUser, callingNameDisplay, smsEnabled: messagingSettings?.smsEnabled ?? null,
  })
  await setAttributes(tx, place.accountId, [number.tn], { protected: tnAttributes?.includes('Protected') }, at)
}
