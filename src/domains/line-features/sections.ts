import type { DldaSection, LidbSection, SectionReader } from '../inventory/index.ts'
import { StoredListing } from './dlda/listing.ts'
import { StoredName } from './lidb/wanted.ts'
import { findEntry } from './repository.ts'

const statusOf = ({ state }: { readonly state: string }): string => state === 'pending' ? 'Pending' : 'Success'

/** What details of a number say of its calling name. */
export const lidbSection: SectionReader<typeof LidbSection> = async (tx, number) => {
  const found = await findEntry(tx, 'lidb', number)
  return found && { status: statusOf(found), ...StoredName.parse(found.entry) }
}

/** What details of a number say of its listing: the parts that have anything in them. */
export const dldaSection: SectionReader<typeof DldaSection> = async (tx, number) => {
  const found = await findEntry(tx, 'dlda', number)
  if (!found) return undefined
  const { accountType, listingType, listAddress, listingName: { firstName, lastName }, address } = StoredListing.parse(found.entry)
  return {
    status: statusOf(found), subscriberType: accountType === 'RESIDENCE' ? 'RESIDENTIAL' : accountType, listingType, listAddress,
    listingName: { firstName: firstName || undefined, lastName: lastName || undefined },
    address: Object.fromEntries(Object.entries(address).filter(([, value]) => value)),
  }
}
