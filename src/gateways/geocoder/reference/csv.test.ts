import { expect, it } from 'vitest'
import { csvRecords } from './csv.ts'

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
}

it.each([1, 3, 1000])('reads quotes, line ends and empty fields, in pieces of %i characters', async (length) => {
  const text = '\ufeffA,B\r\n"a ""b"", c",\n,"two\nlines"\n\nlast,one'
  const records: string[][] = []
  for await (const record of csvRecords(inPieces(text, length))) records.push(record)
  expect(records).toEqual([['A', 'B'], ['a "b", c', ''], ['', 'two\nlines'], ['last', 'one']])
})
