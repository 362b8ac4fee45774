import type { Tx } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { placeOfNumber, type NumberPlace } from '../../numbering/index.ts'
import { ledger } from '../db.ts'
import { numberIn } from '../number-in.ts'

/**
 * Where a number lies: its rate center in the ledger, whoever has it, else that of its exchange. These are facts of the
 * plan and no secret. Throws 12512 for what is no number, 404 for toll-free and foreign ones and unknown exchanges.
 */
export async function requirePlace(tx: Tx, text: string): Promise<NumberPlace> {
  const tn = numberIn(text)
  const known = await ledger(tx).selectFrom('telephone_number').innerJoin('rate_center', 'rate_center.id', 'telephone_number.rate_center_id')
    .select(['rate_center.id as rateCenterId', 'rate_center.abbreviation as rateCenter', 'rate_center.state', 'rate_center.lata'])
    .where('telephone_number.tn', '=', tn).executeTakeFirst()
  const place = known ?? await placeOfNumber(tx, tn)
  if (!place) throw commonErrors.notFound()
  return place
}
