import type pg from 'pg'
import { nowMs } from '../clock.ts'

/** Available numbers that the search figures are about, and how many of them are toll-free. */
export const STOCK = 10_000_000
const TOLL_FREE = 140_000
/** Of the numbers that are loaded, one in so many is protected. */
const PROTECTED_SHARE = 100

export interface Stock {
  readonly count: number
  readonly loadMs: number
  readonly tableBytes: number
  readonly indexBytes: number
}

interface Definition { readonly name: string, readonly text: string }

const textOf = async (pool: pg.Pool, query: string) => (await pool.query<Definition>(query)).rows

/** What is taken off the table while it is loaded: every index but the primary key, and the foreign keys. */
const indexes = (pool: pg.Pool) => textOf(pool, `select indexname as name, indexdef as text from pg_indexes
  where tablename = 'telephone_number' and indexname not in (select conname from pg_constraint) order by 1`)
const foreignKeys = (pool: pg.Pool) => textOf(pool, `select conname as name, pg_get_constraintdef(oid) as text from pg_constraint
  where conrelid = 'telephone_number'::regclass and contype = 'f' order by 1`)

/** Numbers of every exchange, each with its own lines, evenly; those of toll-free codes in addition. */
async function insertStock(pool: pg.Pool, count: number): Promise<void> {
  await pool.query(`insert into telephone_number (tn, status, rate_center_id, state, lata, tier, protected, modified_at)
    select e.npa_nxx || lpad(line::text, 4, '0'), 'Available', e.rate_center_id, e.state, e.lata, e.tier, line % $2 = 0, now()
    from (
      select x.npa_nxx, x.rate_center_id, c.state, c.lata, c.tier, ceil($1::numeric / count(*) over ())::integer as lines, hashtext(x.npa_nxx) & 8191 as first
      from exchange x join rate_center c on c.id = x.rate_center_id) e
    cross join lateral (select (e.first + n * 7919) % 10000 as line from generate_series(1, least(e.lines, 10000)) n) l
    order by 1 on conflict do nothing`, [count - TOLL_FREE, PROTECTED_SHARE])
  await pool.query(`insert into telephone_number (tn, status, modified_at)
    select npa || (200 + (n * 7) % 800)::text || lpad(((n * 7919) % 10000)::text, 4, '0'), 'Available', now()
    from npa cross join generate_series(1, $1::integer / (select count(*) from npa where kind = 'toll-free')) n
    where kind = 'toll-free' order by 1 on conflict do nothing`, [TOLL_FREE])
}

/** How many numbers a database has, and how large they are. */
async function measureStock(pool: pg.Pool, loadMs: number): Promise<Stock> {
  const { rows: [row] } = await pool.query<{ count: string, table: string, index: string }>(`select count(*) as count,
    pg_table_size('telephone_number') as table, pg_indexes_size('telephone_number') as index from telephone_number where status = 'Available'`)
  return { count: Number(row?.count), loadMs, tableBytes: Number(row?.table), indexBytes: Number(row?.index) }
}

/**
 * Fills a seeded database with available numbers, set-based, as somebody would who moves a whole stock: indexes and foreign
 * keys are made when all are there. A database that has them already is left alone (`loadMs` is 0 then).
 */
export async function loadStock(pool: pg.Pool, count: number): Promise<Stock> {
  const present = await measureStock(pool, 0)
  if (present.count > count / 2) return present
  const [madeIndexes, madeKeys] = [await indexes(pool), await foreignKeys(pool)]
  const startedMs = nowMs()
  for (const { name } of madeIndexes) await pool.query(`drop index ${name}`)
  for (const { name } of madeKeys) await pool.query(`alter table telephone_number drop constraint ${name}`)
  await insertStock(pool, count)
  for (const { text } of madeIndexes) await pool.query(text)
  for (const { name, text } of madeKeys) await pool.query(`alter table telephone_number add constraint ${name} ${text}`)
  await pool.query('vacuum analyze telephone_number')
  return measureStock(pool, nowMs() - startedMs)
}
