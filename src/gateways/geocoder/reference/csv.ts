/**
 * The records of a CSV text (RFC 4180) that comes in pieces: quoted fields, doubled quotes, line ends inside quotes. A byte
 * order mark at the beginning is dropped.
 */
export async function* csvRecords(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let record: string[] = []
  let field = ''
  let state: 'plain' | 'quoted' | 'quote in quoted' = 'plain'
  let isFirst = true
  for await (const piece of pieces) {
    for (const character of isFirst ? piece.replace(/^\ufeff/, '') : piece) {
      if (state === 'quoted') {
        if (character === '"') state = 'quote in quoted'
        else field += character
      } else if (character === '"') {
        if (state === 'quote in quoted') field += '"'
        state = 'quoted'
      } else if (character === ',' || character === '\n') {
        record.push(field)
        field = ''
        state = 'plain'
        if (character === ',') continue
        if (record.length > 1 || record[0] !== '') yield record
        record = []
      } else if (character !== '\r') field += character
    }
    isFirst = false
  }
  if (field !== '' || record.length > 0) yield [...record, field]
}
