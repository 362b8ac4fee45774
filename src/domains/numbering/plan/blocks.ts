import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** SQL for the rate center that a thousands block (seven digits) lies in: its own, else that of its exchange. */
export const rateCenterOfBlock = (npaNxxx: string): RawBuilder<number> => sql`coalesce(
  (select rate_center_id from thousands_block where npa_nxxx = ${npaNxxx}), (select rate_center_id from exchange where npa_nxx = ${npaNxxx.slice(0, 6)}))`

/** A condition on a rate center called `place`: that something with these leading digits (three to seven) lies there. */
export const hasCode = (digits: string): RawBuilder<SqlBool> => digits.length > 6
  ? sql`place.id = ${rateCenterOfBlock(digits)}`
  : sql`place.id in (select rate_center_id from exchange where npa_nxx >= ${digits} and npa_nxx < ${digits} || ':'
      union all select rate_center_id from thousands_block where npa_nxxx >= ${digits} and npa_nxxx < ${digits} || ':')`

/** A select of seven digits: the thousands blocks of a rate center, ascending; of its exchanges those that lie nowhere else. */
export const blocksOf = (rateCenterId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select npa_nxx || digit as npa_nxxx from exchange cross join generate_series(0, 9) as digit
  where exchange.rate_center_id = ${rateCenterId} and not exists (select from thousands_block block where block.npa_nxxx = npa_nxx || digit)
  union all select npa_nxxx from thousands_block where thousands_block.rate_center_id = ${rateCenterId} order by 1`
