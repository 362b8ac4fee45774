import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import { StatementTemplates, type Slots } from './template.ts'

const { database: { db }, close } = await cloneTemplate({ connections: 1 })
afterAll(close)

interface Values extends Record<string, unknown> { readonly first: string, readonly second: string | undefined }

function counted() {
  const templates = new StatementTemplates()
  const written: string[] = []
  const ask = (shape: string, values: Values) => templates.rows(db, { shape, common: { limit: 5 }, values }, ({ limit }, { first, second }: Slots<Values>) => {
    written.push(shape)
    const texts = second === undefined ? sql`${first}::text` : sql`${second}::text || ${first}::text`
    return sql<{ text: string }>`select ${texts} || ${limit}::integer || ${first}::text as text`
  })
  return { ask, written }
}

describe('a statement template', () => {
  it('is written once, and run with the values of each use', async () => {
    const { ask, written } = counted()
    for (const first of ['a', 'b', "c'; --", '$1']) {
      expect(await ask('one', { first, second: undefined })).toEqual([{ text: `${first}5${first}` }])
    }
    expect(written).toEqual(['one'])
  })

  it('is another one for another shape, and where other values are there', async () => {
    const { ask, written } = counted()
    expect(await ask('one', { first: 'a', second: 'b' })).toEqual([{ text: 'ba5a' }])
    expect(await ask('one', { first: 'a', second: undefined })).toEqual([{ text: 'a5a' }])
    expect(await ask('two', { first: 'a', second: undefined })).toEqual([{ text: 'a5a' }])
    expect(await ask('one', { first: 'c', second: 'd' })).toEqual([{ text: 'dc5c' }])
    expect(written).toEqual(['one', 'one', 'two'])
  })

  it('refuses a value that was written into it, and which every later use would have', async () => {
    const templates = new StatementTemplates()
    const asked = templates.rows(db, { shape: 'wrong', common: {}, values: { text: 'a' } }, () => sql`select ${'a'}::text as text`)
    await expect(asked).rejects.toThrow('a value that is no slot was written into a template: a')
  })
})
