import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a ZIP archive as it lies in it: header and compressed content, then its line of the directory. */
function entryOf(name: string, content: Buffer, at: number): { readonly local: Buffer, readonly central: Buffer } {
  const [path, packed] = [Buffer.from(name), deflateRawSync(content)]
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(content.length, 18)
  common.writeUInt16LE(path.length, 22)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(at, 10)
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04'), common, path, packed]),
    central: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path]),
  }
}

/** A ZIP archive of one file. */
export function zipOf(name: string, content: Buffer): Buffer {
  const { local, central } = entryOf(name, content, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end])
}

function wave(): Buffer {
  const samples = Buffer.alloc(800, 0x80)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

const PDF_TEXT = '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300' + '08'.repeat(64) +
  'ffc0000b080001000101011100ffc4001400010000000000000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f00548fffd9', 'hex')
const TIFF = Buffer.from('49492a00080000000300000103000100000001000000010103000100000001000000020103000100000001000000' + '00000000', 'hex')

/** A small document of each of the documented types, under its media type. */
export const documents: Readonly<Record<string, Buffer>> = {
  'application/pdf': Buffer.from(PDF_TEXT),
  'text/plain': Buffer.from('I authorize the porting of +1 919 555 0100.\r\nJane Doe\r\n'),
  'image/jpeg': JPEG,
  'image/tiff': TIFF,
  'text/csv': Buffer.from('number,name\r\n9195550100,"Doe, Jane ""J"""\r\n'),
  'application/xml': Buffer.from('<?xml version="1.0"?><Letter><Signed by="Jane Doe"/></Letter>'),
  'audio/x-wav': wave(),
  'application/zip': zipOf('loa.txt', Buffer.from('I authorize.')),
}

/** What nobody may attach, by what it is. */
export const otherContents: Readonly<Record<string, Buffer>> = {
  'a PNG picture': Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  'a GIF picture': Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01', 'latin1'),
  'a program of Windows': Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(200)]),
  'a program of Linux': Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(200)]),
  'a program for Java': zipOf('META-INF/MANIFEST.MF', Buffer.from('Manifest-Version: 1.0\n')),
  'bytes that mean nothing': Buffer.from(Array.from({ length: 400 }, (_, at) => (at * 71) % 256)),
  'zeros': Buffer.alloc(100),
}

export interface FormPart { readonly name?: string, readonly filename?: string, readonly type?: string, readonly content: Buffer | string }

/** A multipart form, as clients send it. */
export function formOf(parts: readonly FormPart[], boundary = '----formBoundary7MA4YWxkTrZu0gW'): { readonly body: Buffer, readonly type: string } {
  const pieces = parts.flatMap(({ name = 'file', filename, type, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
    `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`, content, '\r\n',
  ])
  return {
    body: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece))),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}
