import pg from 'pg'
import { EmbeddedPostgresError, errorCode } from './errors.ts'
import { DATABASE } from './settings.ts'

const WRONG_PASSWORD = '28P01'

/** Connects once, and creates the database if this is the first time. `url` is that of the database `postgres`. */
export async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks also rejects the call under way; without a listener it would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } catch (error) {
    if (errorCode(error) !== WRONG_PASSWORD) throw error
    throw new EmbeddedPostgresError(
      'The stored password does not open the database: restore the data folder and postgres-password from one backup',
      { cause: error })
  } finally {
    await client.end()
  }
}
