import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { products, type Feature, type Product } from './catalogue.ts'

/** A product of an account and which of its features are on. */
export interface HeldProduct {
  readonly product: string
  readonly features: readonly string[]
}

/** Whether the account has the feature, which it has only together with its product. */
export async function hasFeature(tx: Tx, accountId: number, feature: Feature): Promise<boolean> {
  const [product = '', name = ''] = feature.split('.')
  const row = await db(tx).selectFrom('account_feature').select('feature')
    .where('account_id', '=', accountId).where('product', '=', product).where('feature', '=', name).executeTakeFirst()
  return row !== undefined
}

export async function hasProduct(tx: Tx, accountId: number, product: Product): Promise<boolean> {
  const row = await db(tx).selectFrom('account_product').select('product')
    .where('account_id', '=', accountId).where('product', '=', product).executeTakeFirst()
  return row !== undefined
}

/** The account's products in the order of the catalogue, their features too; names that the catalogue lacks go last. */
export async function listProducts(tx: Tx, accountId: number): Promise<HeldProduct[]> {
  const result = await sql<HeldProduct>`
    select p.product, coalesce(array_agg(f.feature order by array_position(${featureOrder}::text[], p.product || '.' || f.feature), f.feature)
      filter (where f.feature is not null), '{}') as features
    from account_product p left join account_feature f using (account_id, product)
    where account_id = ${accountId}
    group by p.product order by array_position(${Object.keys(products)}::text[], p.product), p.product`.execute(db(tx))
  return result.rows
}

const featureOrder = Object.entries(products).flatMap(([product, features]) => features.map((feature) => `${product}.${feature}`))

/** Gives the account every product and feature that there is; those that it has it keeps. */
export async function grantEverything(tx: Tx, accountId: number): Promise<void> {
  await sql`insert into account_product (account_id, product) select ${accountId}, unnest(${Object.keys(products)}::text[])
    on conflict do nothing`.execute(db(tx))
  await sql`insert into account_feature (account_id, product, feature)
    select ${accountId}, split_part(name, '.', 1), split_part(name, '.', 2) from unnest(${featureOrder}::text[]) as name
    on conflict do nothing`.execute(db(tx))
}

/** Switches a feature on, with its product, or off. */
export async function switchFeature(tx: Tx, accountId: number, feature: Feature, to: 'on' | 'off'): Promise<void> {
  const [product = '', name = ''] = feature.split('.')
  if (to === 'off') {
    await db(tx).deleteFrom('account_feature')
      .where('account_id', '=', accountId).where('product', '=', product).where('feature', '=', name).execute()
    return
  }
  await db(tx).insertInto('account_product').values({ account_id: accountId, product }).onConflict((conflict) => conflict.doNothing()).execute()
  await db(tx).insertInto('account_feature').values({ account_id: accountId, product, feature: name })
    .onConflict((conflict) => conflict.doNothing()).execute()
}

/** Switches a product on, without its features, or off, with all of them. */
export async function switchProduct(tx: Tx, accountId: number, product: Product, to: 'on' | 'off'): Promise<void> {
  if (to === 'off') {
    await db(tx).deleteFrom('account_product').where('account_id', '=', accountId).where('product', '=', product).execute()
    return
  }
  await db(tx).insertInto('account_product').values({ account_id: accountId, product }).onConflict((conflict) => conflict.doNothing()).execute()
}
