import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ahead, cellsOf, csvCell, inBatches } from './rows.ts'
import { readTable, type TableColumns } from './table.ts'

async function read(text: string, required: string[][] = [['number']], columns = ['number', 'state']): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const row of readTable(Readable.from([text]), { required })) rows.push([row.line, ...columns.map((column) => row.cell(column))])
  return rows
}

async function problems(text: string | Buffer, columns: TableColumns): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const row of readTable(Readable.from([text]), columns)) found.push([row.line, row.problem])
  return found
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

  it.each([
    ['compressed', gzipSync('number\n1\n')], ['in UTF-16', Buffer.from('\uFEFFnumber\n1\n', 'utf16le')], ['with a zero byte', Buffer.from('number\n1\n2\0\n')],
  ])('%s is refused as what it is', async (_name, bytes) => {
    const rows = async () => { for await (const row of readTable(Readable.from([bytes]), { required: [['number']] })) expect(row.line).toBe(2) }
    await expect(rows()).rejects.toThrow(/^line \d is no text; a file must be plain text in UTF-8, not compressed$/)
  })

  it('of our own has no columns but its own, each once', async () => {
    const ours = (text: string | Buffer) => problems(text, { required: [['number']], known: ['number', 'rate_center'] })
    await expect(ours('x\nnumber,acount\n1,2\n')).rejects.toThrow("line 2: there is no column 'acount', only number, rate_center")
    await expect(ours('number,Number\n1,2\n')).rejects.toThrow("line 1: the column 'Number' is there twice")
    expect(await ours('number,Rate Center,,\n1,2,,\n')).toEqual([[2, undefined]])
    expect(await ours(Buffer.from('number,rate_center\n1,CA\u00d1ON\n2,B\n', 'latin1'))).toEqual([[2, 'not all characters are UTF-8'], [3, undefined]])
  })

  it('says which lines have more cells than the heading, unless tabs separate those of a report', async () => {
    const over = 'there are 3 cells under a heading of 2; a cell with a comma needs quotation marks'
    expect(await problems('number,company\n1,ACME, INC.\n2,"ACME, INC."\n3,ACME,\n', { required: [['number']] })).toEqual([[2, over], [3, undefined], [4, undefined]])
    expect(await problems('number\tcompany\n1\tACME\tx\n', { required: [['number']] })).toEqual([[2, undefined]])
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

describe('reading ahead', () => {
  it('gives the same items, the next one begun while one is used', async () => {
    const begun: number[] = []
    async function* counting() {
      for (let item = 1; item <= 3; item += 1) {
        begun.push(item)
        yield item
      }
    }
    const used: unknown[] = []
    for await (const item of ahead(counting())) used.push([item, begun.length])
    expect(used).toEqual([[1, 2], [2, 3], [3, 3]])
  })

  it('hands a failure on, and closes what it reads from when it is left early', async () => {
    let isClosed = false
    async function* failing() {
      try {
        yield 1
        throw new Error('the disk is gone')
      } finally {
        isClosed = true
      }
    }
    await expect((async () => { for await (const item of ahead(failing())) expect(item).toBe(1) })()).rejects.toThrow('the disk is gone')
    isClosed = false
    for await (const item of ahead(failing())) if (item === 1) break
    expect(isClosed).toBe(true)
  })
})

describe('batches', () => {
  it('have the size that is asked for, the last one what is left', async () => {
    const batches: unknown[] = []
    for await (const batch of inBatches(Readable.from([1, 2, 3, 4, 5]), 2)) batches.push(batch)
    expect(batches).toEqual([[1, 2], [3, 4], [5]])
  })
})
