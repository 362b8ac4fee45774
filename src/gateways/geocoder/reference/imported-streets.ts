import { sql } from 'kysely'
import { tables, type Database } from '../../../kernel/db/database.ts'
import type { DB } from '../../../kernel/db/schema.ts'
import { tolerated } from '../standard/distance.ts'
import type { KnownStreet, StreetSource } from './known-street.ts'

const db = tables<Pick<DB, 'address_street'>>()

interface Row {
  readonly name: string
  readonly pre: string
  readonly suffix: string
  readonly post: string
  readonly zips: readonly string[]
}

/** Streets that an operator imported: those of the city whose names are about as long as the one sought. */
export function importedStreets(database: Pick<Database, 'db'>): StreetSource {
  return {
    async streetsOf(state, city, name) {
      const slack = tolerated(name)
      const result = await sql<Row>`
        select name, pre_directional as pre, suffix, post_directional as post, array_agg(zip order by zip) filter (where zip <> '') as zips
        from address_street where state = ${state} and city = ${city} and length(name) between ${name.length - slack} and ${name.length + slack}
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db(database.db))
      return result.rows.map(({ name: found, pre, suffix, post, zips }): KnownStreet =>
        ({ name: found, preDirectional: pre, suffix, postDirectional: post, zips: zips ?? [], houses: new Map(), nameOnly: false }))
    },
  }
}
