import { findLineSettings, type MessagingSection, type SectionReader } from '../../inventory/index.ts'
import { nnRouteName } from '../../numbering/index.ts'
import { tnOptionsOf } from './repository.ts'

/** What details of a number say of its messages: whether it has any, and the route that was chosen for them where it is known. */
export const messagingSection: SectionReader<typeof MessagingSection> = async (tx, { tn }) => {
  const smsEnabled = (await findLineSettings(tx, tn))?.smsEnabled
  const nnid = (await tnOptionsOf(tx, [tn]))[0]?.nnid ?? undefined
  const name = nnid === undefined ? undefined : await nnRouteName(tx, nnid)
  if (smsEnabled === undefined && name === undefined) return undefined
  return { smsEnabled: smsEnabled ?? false, assignedNNRoute: nnid === undefined || name === undefined ? undefined : { nnid, name } }
}
