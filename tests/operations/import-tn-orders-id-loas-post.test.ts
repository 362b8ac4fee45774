import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents, formOf, otherContents } from '../world/documents.ts'
import { attaching, PDF } from '../world/files.ts'
import { rawExchange, rawRequest } from '../world/raw-http.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let files: ReturnType<typeof attaching>
let order: string
beforeAll(async () => {
  world = await createWorld({ env: { NUMBERPLANE_FILE_LIMIT: '3145728' } })
  mine = await world.newAccount()
  files = attaching(world, mine)
  order = await files.order()
})
afterAll(() => world.close())

const pdf = documents[PDF] ?? Buffer.alloc(0)
const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex')
/** A document of so many bytes. */
const pdfOf = (bytes: number) => Buffer.concat([pdf, Buffer.alloc(bytes - pdf.length, 0x20)])
const stored = async () => (await world.database.db.selectFrom('order_file').select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count

describe('201', () => {
  it('answers as documented, and where the file is', async () => {
    const answer = await files.post(order, pdf, PDF)
    const name = text(answer.xml, 'filename')
    expect([answer.status, answer.text]).toEqual([201, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
      `<fileUploadResponse><filename>${name}</filename><resultCode>0</resultCode><resultMessage>LOA file uploaded successfully for order ${order}</resultMessage></fileUploadResponse>`])
    expect(name).toMatch(new RegExp(`^${order}-\\d{13}\\.pdf$`))
    expect(answer.headers.get('location')).toBe(`${world.url}/accounts/${mine.account}/importTnOrders/${order}/loas/${name}`)
    const { bytes } = await files.get(order, name)
    expect(bytes).toEqual(pdf)
  })

  it.each(Object.entries(documents))('takes %s as the body itself, and as the file of a form', async (type, content) => {
    const form = formOf([{ filename: 'x', type, content }])
    for (const [body, declared] of [[content, type], [form.body, form.type]] as const) {
      const name = await files.attach(order, body, declared)
      const answer = await files.get(order, name)
      expect([answer.headers.get('content-type'), digest(answer.bytes)]).toEqual([type, digest(content)])
    }
  })

  it('takes what clients send that do not know what they send', async () => {
    for (const type of ['application/octet-stream', 'APPLICATION/PDF; charset=binary', undefined]) {
      expect((await files.post(order, pdf, type)).status, type).toBe(201)
    }
    const untyped = formOf([{ filename: 'loa.pdf', content: pdf }])
    expect((await files.get(order, await files.attach(order, untyped.body, untyped.type))).headers.get('content-type')).toBe(PDF)
  })

  it('takes a form under the type of the file in it, as the documentation shows one', async () => {
    const form = formOf([{ name: 'george', filename: 'Bandwidth Dashboard.pdf', type: PDF, content: pdf }], '--WebKitFormBoundaryE19zNvXGzXaLvS5C')
    const name = await files.attach(order, form.body, PDF)
    expect((await files.get(order, name)).bytes).toEqual(pdf)
  })

  it('passes over the fields of a form', async () => {
    const form = formOf([{ name: 'comment', content: 'please' }, { filename: 'loa.pdf', type: PDF, content: pdf }, { name: 'more', content: '' }])
    expect((await files.get(order, await files.attach(order, form.body, form.type))).bytes).toEqual(pdf)
  })

  it('takes chunks without a length, as one client sends them', async () => {
    const head = `POST /api/accounts/${mine.account}/importTnOrders/${order}/loas HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${btoa(mine.auth)}\r\n` +
      `Content-Type: ${PDF}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`
    const chunks = [pdf.subarray(0, 10), pdf.subarray(10)].map((chunk) => Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]))
    expect(await rawExchange(world.origin, Buffer.concat([Buffer.from(head), ...chunks, Buffer.from('0\r\n\r\n')]))).toContain('HTTP/1.1 201')
  })

  it('takes three megabytes to the byte, also in a form', async () => {
    const most = pdfOf(3 * 1024 * 1024)
    const form = formOf([{ filename: 'x.pdf', type: PDF, content: most }])
    expect(digest((await files.get(order, await files.attach(order, most))).bytes)).toBe(digest(most))
    expect(digest((await files.get(order, await files.attach(order, form.body, form.type))).bytes)).toBe(digest(most))
  })

  it.each(['../../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', 'C:\\x.pdf', 'x\0.pdf', '.', '..', 'a.php', 'x.pdf%00.exe', '\u202efdp.exe', 'x'.repeat(3_000), ''])(
    'gives the file a name of its own, whatever the form calls it: %j', async (filename) => {
      const form = formOf([{ filename, type: PDF, content: pdf }])
      expect(await files.attach(order, form.body, form.type)).toMatch(new RegExp(`^${order}-\\d{13}\\.pdf$`))
    })

  it('keeps files apart that come at the same time', async () => {
    const fresh = await files.order()
    const names = await Promise.all(Array.from({ length: 8 }, () => files.attach(fresh)))
    expect(new Set(names).size).toBe(8)
  })

  it('keeps the type of document that the address names', async () => {
    const name = await files.attach(order, pdf, PDF, '?documentType=invoice')
    expect(text((await files.metadata(order, name)).xml, 'DocumentType')).toBe('INVOICE')
    expect((await files.metadata(order, await files.attach(order))).status).toBe(404)
  })

  it('stores once what comes twice with one Idempotency-Key', async () => {
    const fresh = await files.order()
    const send = () => files.ask(`/accounts/${mine.account}/importTnOrders/${fresh}/loas`, { method: 'POST', headers: { 'content-type': PDF, 'idempotency-key': 'one' } }, pdf)
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true'])
    expect(second.text).toBe(first.text)
    expect(text((await files.list(fresh)).xml, 'fileCount')).toBe('1')
    await world.settle(mine.account)
    expect((await files.get(fresh, text(first.xml, 'filename'))).bytes).toEqual(pdf)
  })

  it('is written into the audit trail with the digest of the content', async () => {
    const owner = await world.newAccount()
    const theirs = attaching(world, owner)
    const name = await theirs.attach(await theirs.order(), pdf, PDF, '?documentType=LOA')
    expect(await theirs.trail()).toEqual([{
      operation: 'import-tn-orders-id-loas-post', subject: `file ${name}`, actor: `sandbox-${owner.account}`, before: null,
      after: { mediaType: PDF, size: pdf.length, sha256: digest(pdf), documentName: 'LOA', documentType: 'LOA' },
    }])
  })
})

describe('400', () => {
  const refusal = (answer: { status: number, text: string }, words: string) =>
    expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(new RegExp(`<fileUploadResponse><ResponseStatus><ErrorCode>\\d+</ErrorCode><Description>[^<]*${words}[^<]*</Description>`))])

  it('refuses no file: an empty body, a form without one, or with an empty one', async () => {
    const before = await stored()
    refusal(await files.post(order, '', PDF), 'a file is required')
    const none = formOf([])
    refusal(await files.post(order, none.body, none.type), 'the form ')
    const fieldOnly = formOf([{ name: 'file', content: 'loa.pdf' }])
    refusal(await files.post(order, fieldOnly.body, fieldOnly.type), 'the form holds no file')
    const empty = formOf([{ filename: 'x.pdf', type: PDF, content: '' }])
    refusal(await files.post(order, empty.body, empty.type), 'a file is required')
    expect(await stored()).toBe(before)
  })

  it('refuses two files in one form', async () => {
    const form = formOf([{ filename: 'a.pdf', type: PDF, content: pdf }, { filename: 'b.pdf', type: PDF, content: pdf }])
    refusal(await files.post(order, form.body, form.type), 'the form holds more than one file')
  })

  it('refuses forms that cannot be read, or hold more than anybody needs', async () => {
    const good = formOf([{ filename: 'a.pdf', type: PDF, content: pdf }])
    const many = formOf([...Array.from({ length: 60 }, (_, at) => ({ name: `f${at}`, content: 'x' })), { filename: 'a.pdf', type: PDF, content: pdf }])
    for (const [body, type] of [
      [good.body, 'multipart/form-data'], [good.body, 'multipart/form-data; boundary='], [good.body, 'multipart/form-data; boundary=other'],
      [good.body.subarray(0, -60), good.type], [good.body.subarray(0, 60), good.type], [many.body, many.type], [Buffer.from('nonsense'), good.type],
    ] as const) refusal(await files.post(order, body, type), 'the form ')
  })

  it.each(Object.entries(otherContents))('refuses %s under every name', async (_what, content) => {
    for (const type of [undefined, ...Object.keys(documents)]) refusal(await files.post(order, content, type), 'The content is ')
  })

  it('refuses a document under the type of another', async () => {
    refusal(await files.post(order, pdf, 'image/jpeg'), 'The content is not image/jpeg')
    refusal(await files.post(order, documents['image/jpeg'] ?? '', PDF), 'The content is not application/pdf')
    const form = formOf([{ filename: 'x.pdf', type: PDF, content: documents['application/zip'] ?? '' }])
    refusal(await files.post(order, form.body, form.type), 'The content is not application/pdf')
  })

  it('refuses types that are not documented, whatever comes under them', async () => {
    for (const type of ['image/png', 'application/msword', 'text/html']) refusal(await files.post(order, pdf, type), `Files of type '${type}' are not accepted`)
  })

  it('refuses another type of document', async () => {
    refusal(await files.post(order, pdf, PDF, '?documentType=PASSPORT'), "DocumentType 'PASSPORT' is none of LOA, INVOICE, CSR, OTHER")
    expect(text((await files.post(order, pdf, PDF, '?documentType=LOA,CSR')).xml, 'ResponseStatus/ErrorCode')).toBe('7639')
  })

  it('refuses the 101st file of an order', async () => {
    const fresh = await files.order()
    for (let at = 0; at < 100; at += 10) await Promise.all(Array.from({ length: 10 }, () => files.attach(fresh)))
    refusal(await files.post(fresh, pdf, PDF), 'The order has 100 files')
  })
})

describe('404', () => {
  it('knows no such order, and none of another account or type', async () => {
    const theirs = await attaching(world, await world.newAccount()).order()
    const removal = await files.order('removeImportedTnOrders')
    for (const id of [randomUUID(), theirs, removal, 'nonsense', '..%2f..%2fetc', "'"]) expect((await files.post(id, pdf, PDF)).status, id).toBe(404)
  })
})

describe('413', () => {
  it('refuses a byte more than three megabytes, and ten megabytes, raw and in a form', async () => {
    const before = await stored()
    for (const bytes of [3 * 1024 * 1024 + 1, 10 * 1024 * 1024]) {
      const form = formOf([{ filename: 'x.pdf', type: PDF, content: pdfOf(bytes) }])
      for (const [body, type] of [[pdfOf(bytes), PDF], [form.body, form.type]] as const) {
        const answer = await rawRequest(world.origin, {
          method: 'POST', path: `/api/accounts/${mine.account}/importTnOrders/${order}/loas`, auth: mine.auth, body, headers: { 'Content-Type': type },
        })
        expect([answer.status, answer.body]).toEqual([413, expect.stringContaining('<fileUploadResponse><ResponseStatus><ErrorCode>413</ErrorCode><Description>The request body is larger than 3145728 bytes.')])
      }
    }
    expect(await stored()).toBe(before)
  })

  it('leaves the limit of other operations as it is', async () => {
    const order = `<Order><Name>${'x'.repeat(4_194_304)}</Name></Order>`
    const answer = await rawRequest(world.origin, { method: 'POST', path: `/api/accounts/${mine.account}/orders`, auth: mine.auth, body: order, headers: { 'Content-Type': 'application/xml' } })
    expect([answer.status, answer.body]).toEqual([413, expect.stringContaining('larger than 4194304 bytes')])
    const fits = await rawRequest(world.origin, { method: 'POST', path: `/api/accounts/${mine.account}/orders`, auth: mine.auth, body: `<Order><Name>${'x'.repeat(3_500_000)}</Name></Order>`, headers: { 'Content-Type': 'application/xml' } })
    expect(fits.status).toBe(400)
  })
})

describe('415', () => {
  it('refuses a compressed body', async () => {
    const answer = await files.ask(`/accounts/${mine.account}/importTnOrders/${order}/loas`, { method: 'POST', headers: { 'content-type': PDF, 'content-encoding': 'gzip' } }, pdf)
    expect(answer.status).toBe(415)
  })

  it('refuses forms elsewhere, as before', async () => {
    const form = formOf([{ filename: 'x', type: 'application/xml', content: '<Order/>' }])
    expect((await files.ask(`/accounts/${mine.account}/orders`, { method: 'POST', headers: { 'content-type': form.type } }, form.body)).status).toBe(415)
  })
})
