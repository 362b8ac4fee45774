import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { cellsOf, csvCell, inBatches } from './rows.ts'
import { readTable } from './table.ts'

async function read(text: string, required: string[][] = [['number']], columns = ['number', 'state']): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const row of readTable(Readable.from([text]), required)) rows.push([row.line, ...columns.map((column) => row.cell(column))])
  return rows
}

describe('a table', () => {
  it('in CSV: quotes, spaces, CRLF, a byte order mark and empty lines', async () => {
    expect(await read('\uFEFFNumber,State\r\n 1 , NC\r\n\r\n"2, ""two""",VA\r\n3\r\n')).toEqual([[2, '1', 'NC'], [4, '2, "two"', 'VA'], [5, '3', '']])
  })

  it('separated by tabs, with headings in another order and spelling, and lines before the heading', async () => {
    expect(await read('File Date\t2026\nSTATE\tThe_Number\tnumber \nNC\tx\t1\n')).toEqual([[3, '1', 'NC']])
  })

  it('a column may have one of several names', async () => {
    expect(await read('tn\n1\n', [['number', 'TN']], ['tn'])).toEqual([[2, '1']])
  })

  it.each(['', 'a,b\n1,2\n', Array.from({ length: 12 }, () => 'x').join('\n')])('without its heading is refused: %j', async (text) => {
    await expect(read(text)).rejects.toThrow('no line names the columns number')
  })

  it('with an open quotation mark is refused, and the line named', async () => {
    await expect(read('number\n1\n"2\n')).rejects.toThrow('line 3: a quotation mark is not closed')
  })
})

describe('cells', () => {
  it.each([['a,b', ['a', 'b']], ['a,,b,', ['a', '', 'b', '']], ['"a,b",c', ['a,b', 'c']], ['"a""b"', ['a"b']], ['"a" , b', ['a', 'b']]])('%j', (text, cells) => {
    expect(cellsOf(text, ',')).toEqual(cells)
  })

  it('come back as they were written', () => {
    for (const text of ['plain', 'a,b', 'say "a"', '']) expect(cellsOf(csvCell(text), ',')).toEqual([text])
  })
})

describe('batches', () => {
  it('have the size that is asked for, the last one what is left', async () => {
    const batches: unknown[] = []
    for await (const batch of inBatches(Readable.from([1, 2, 3, 4, 5]), 2)) batches.push(batch)
    expect(batches).toEqual([[1, 2], [3, 4], [5]])
  })
})
