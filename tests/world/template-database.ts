import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../src/kernel/db/database.ts'
import { databaseUrl, onServer } from './global-setup.ts'

export interface TestDatabase {
  readonly database: Database
  /** For processes that connect by themselves. */
  readonly url: string
  close(): Promise<void>
}

/** A database of its own, cloned from the seeded template, for tests of what lies beneath the HTTP operations. */
export async function cloneTemplate({ connections = 4 } = {}): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `np_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${inject('template')}`)
  const url = databaseUrl(serverUrl, name)
  let closing = false
  const database = openDatabase({
    url, max: connections, applicationName: 'numberplane test',
    // The pool counts as closed before its last connections are: dropping the database ends those.
    onPoolError: (error) => { if (!closing) throw error },
  })
  return {
    database, url,
    close: async () => {
      closing = true
      await database.close()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}
