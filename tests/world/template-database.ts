import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../src/kernel/db/database.ts'
import { databaseUrl, onServer } from './global-setup.ts'

export interface TestDatabase {
  readonly database: Database
  close(): Promise<void>
}

/** A database of its own, cloned from the seeded template, for tests of what lies beneath the HTTP operations. */
export async function cloneTemplate({ connections = 4 } = {}): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `np_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${inject('template')}`)
  const database = openDatabase({
    url: databaseUrl(serverUrl, name), max: connections, applicationName: 'numberplane test', onPoolError: (error) => { throw error },
  })
  return {
    database,
    close: async () => {
      await database.close()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}
