import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { startProgram, type RunningProgram } from '../program.ts'
import { temporaryFolder, type Stage } from '../stage.ts'
import { loadStock, STOCK, type Stock } from './stock.ts'

/** The product on a database with a large stock. */
export interface ScaleStage {
  readonly databaseUrl: string
  readonly pool: pg.Pool
  readonly program: RunningProgram
  readonly stock: Stock
  close(): Promise<void>
}

/** A database beside the stage's own, or the one in BENCH_SCALE_DATABASE_URL, which is filled once and kept. */
async function ownDatabase(stage: Stage): Promise<{ url: string, drop: () => Promise<unknown> }> {
  const given = process.env.BENCH_SCALE_DATABASE_URL
  if (given) return { url: given, drop: async () => undefined }
  const url = new URL(stage.databaseUrl)
  url.pathname = `/numberplane_scale_${process.pid}`
  const name = url.pathname.slice(1)
  await stage.pool.query(`create database ${name}`)
  return { url: url.href, drop: () => stage.pool.query(`drop database ${name} with (force)`) }
}

/** Reads the numbers and their indexes into memory where the server can: what is measured is searching, not the disk. */
async function warm(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query("select from pg_available_extensions where name = 'pg_prewarm'")
  if (rowCount === 0) return
  await pool.query('create extension if not exists pg_prewarm')
  await pool.query(`select pg_prewarm(oid::regclass, 'read') from pg_class
    where oid = 'telephone_number'::regclass or oid in (select indexrelid from pg_index where indrelid = 'telephone_number'::regclass)`)
}

/** Starts the product on a large stock, which is loaded where it is not there. */
export async function openScaleStage(stage: Stage): Promise<ScaleStage> {
  const folder = await temporaryFolder()
  const { url, drop } = await ownDatabase(stage)
  const program = await startProgram({ DATABASE_URL: url, NUMBERPLANE_DATA: join(folder, 'data') }, join(folder, 'program.log'))
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // A pool counts as ended before its last connections are, and dropping the database ends those.
  pool.on('error', (error) => { if (!pool.ending) throw error })
  const stock = await loadStock(pool, STOCK)
  await warm(pool)
  return {
    databaseUrl: url, pool, program, stock,
    close: async () => {
      await program.stop()
      await pool.end()
      await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
