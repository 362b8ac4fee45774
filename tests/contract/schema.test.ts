import { randomBytes } from 'node:crypto'
import { expect, inject, it } from 'vitest'
import { schemaDifferences } from '../../tools/schema.ts'
import { databaseUrl, onServer } from '../world/global-setup.ts'

it('the committed schema.sql and its types are what the migrations leave behind', async () => {
  const name = `np_schema_${randomBytes(6).toString('hex')}`
  await onServer(inject('serverUrl'), `create database ${name}`)
  try {
    expect(await schemaDifferences(databaseUrl(inject('serverUrl'), name))).toEqual([])
  } finally {
    await onServer(inject('serverUrl'), `drop database ${name} with (force)`)
  }
})
