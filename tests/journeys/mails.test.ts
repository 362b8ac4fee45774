import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readXml } from '../../src/kernel/xml/index.ts'
import { hasOpenssl, selfSigned } from '../world/certificates.ts'
import { startMailServer, type MailServer } from '../world/mail-server.ts'
import { deliveriesOf, openStandIn, endStandIn, orderEnds } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, text } from '../world/xml.ts'

const server = await startMailServer()
const smtp = (port: number): Record<string, string> => ({
  NUMBERPLANE_SMTP_HOST: '127.0.0.1', NUMBERPLANE_SMTP_PORT: String(port), NUMBERPLANE_SMTP_TLS: 'none', NUMBERPLANE_MAIL_FROM: 'Numbers <numbers@operator.example>',
})
const world = await createWorld({ env: smtp(server.port) })
const more: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of more.splice(0).reverse()) await each.close()
  server.refuse(undefined)
})
afterAll(async () => {
  await world.close()
  await server.close()
})

async function subscribeByMail(where: World, owner: FreshAccount, to: string, digest: 'NONE' | 'DAILY', about = '<OrderType>orders</OrderType>'): Promise<string> {
  const body = `<Subscription>${about}<EmailSubscription><Email>${to}</Email><DigestRequested>${digest}</DigestRequested></EmailSubscription></Subscription>`
  const { status, headers, text: answer } = await where.api('POST', `/accounts/${owner.account}/subscriptions`, body, { auth: owner.auth })
  if (status !== 201) throw new Error(`subscribing answered ${status}: ${answer}`)
  return headers.get('location')?.split('/').at(-1) ?? ''
}

let addresses = 0
const freshAddress = () => `subscriber-${++addresses}@example.com`
const mailsTo = (address: string, from: MailServer = server) => from.mails.filter(({ to }) => [to].flat().some((each) => each?.text === address))

/** Puts the account's clock to an instant of its future. */
async function moveTo(owner: FreshAccount, to: string): Promise<void> {
  const { status, text: answer } = await bySandbox(world, owner.auth, 'POST', `/accounts/${owner.account}/clock`, JSON.stringify({ to }))
  if (status !== 200) throw new Error(`the clock answered ${status}: ${answer}`)
  await world.settle(owner.account)
}

async function bySandbox(where: World, auth: string, method: string, path: string, body?: string): Promise<{ status: number, text: string }> {
  const headers = { authorization: `Basic ${Buffer.from(auth).toString('base64')}`, 'content-type': 'application/json', accept: 'application/xml' }
  const response = await fetch(`${where.origin}/sandbox${path}`, { method, headers, body })
  return { status: response.status, text: await response.text() }
}

describe('a subscription by mail without a digest', () => {
  it('is told at once, in plain text and HTML', async () => {
    const owner = await world.newAccount()
    const to = freshAddress()
    const id = await subscribeByMail(world, owner, to, 'NONE')
    const order = await orderEnds(world, owner.account, {
      message: 'Tom & Jerry <b>got</b> it', customerOrderId: 'my-order-7', lines: [{ subject: '5402278098' }, { subject: '5402278099' }],
    })
    await world.settle(owner.account)
    const [mail, second] = mailsTo(to)
    expect(second).toBeUndefined()
    expect(mail?.from?.value).toEqual([{ name: 'Numbers', address: 'numbers@operator.example' }])
    expect(mail?.subject).toBe(`orders ${order}: COMPLETE (account ${owner.account})`)
    expect(mail?.text).toContain(`Account: ${owner.account}\n`)
    for (const line of ['Order type: orders', `Order: ${order}`, 'Customer order id: my-order-7', 'Status: COMPLETE', 'Message: Tom & Jerry <b>got</b> it',
      'Completed telephone numbers: 5402278098, 5402278099', `Sent because of subscription ${id}.`]) expect(mail?.text?.split('\n')).toContain(line)
    expect(mail?.html).toContain('Tom &amp; Jerry &lt;b&gt;got')
    expect(mail?.html).toMatch(/^<!DOCTYPE html><html>.*<table>.*<\/html>$/s)
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'delivered', attempts: 1, errors: [null] }])
  })

  it('is told of notes and of lost messaging, one mail after the other', async () => {
    const owner = await world.newAccount()
    const to = freshAddress()
    await subscribeByMail(world, owner, to, 'NONE')
    const orders: string[] = []
    for (let i = 0; i < 12; i += 1) orders.push(await orderEnds(world, owner.account))
    await world.settle(owner.account)
    expect(mailsTo(to).map(({ subject }) => subject?.split(' ')[1])).toEqual(orders.map((order) => `${order}:`))
  })

  it('is told of an order with 5,000 numbers in a mail that can be read', async () => {
    const owner = await world.newAccount()
    const to = freshAddress()
    await subscribeByMail(world, owner, to, 'NONE')
    await orderEnds(world, owner.account, { lines: Array.from({ length: 5_000 }, (_, index) => ({ subject: String(9_195_550_000 + index) })) })
    await world.settle(owner.account)
    expect(mailsTo(to)[0]?.text).toContain('9195550099 and 4900 more')
  })
})

describe('a daily digest', () => {
  it('tells after midnight of the account\'s time zone of all that happened on the day before, and of nothing else', async () => {
    const owner = await world.newAccount()
    const to = freshAddress()
    const id = await subscribeByMail(world, owner, to, 'DAILY')
    // 23:00 of 9 January in New York is 04:00 of the next day in UTC.
    await moveTo(owner, '2040-01-10T04:00:00Z')
    const late = await orderAt(owner)
    await world.advance('PT59M', owner.account)
    expect(mailsTo(to)).toEqual([])
    const later = await orderAt(owner)
    await world.advance('PT2M', owner.account)
    const nextDay = await orderAt(owner)
    expect(mailsTo(to)).toEqual([])
    await world.advance('PT5M', owner.account)
    const [digest, second] = mailsTo(to)
    expect(second).toBeUndefined()
    expect(digest?.subject).toBe(`2 notifications of 2040-01-09 (account ${owner.account})`)
    const listed = digest?.text?.split('\n').filter((line) => line.startsWith('2040'))
    expect(listed).toEqual([`2040-01-09 23:00`, `2040-01-09 23:59`].map((start) => expect.stringContaining(start)))
    expect(listed?.map((line) => /EST {2}orders {2}(\S+) {2}COMPLETE/.exec(line)?.[1])).toEqual([late, later])
    expect(digest?.html).toContain(`<td>${late}</td>`)
    await world.advance('PT24H', owner.account)
    expect(mailsTo(to).map(({ subject }) => subject)).toEqual([digest?.subject, `1 notification of 2040-01-10 (account ${owner.account})`])
    expect(mailsTo(to)[1]?.text).toContain(nextDay)
    expect((await deliveriesOf(world, id)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
  })

  it('goes by the time zone of the account', async () => {
    const owner = await world.newAccount()
    const set = await world.api('PUT', `/admin/accounts/${owner.account}/timeZone`, '{"timeZone":"Asia/Tokyo"}', { headers: { 'content-type': 'application/json' } })
    expect([set.status, set.json]).toEqual([200, expect.objectContaining({ timeZone: 'Asia/Tokyo' })])
    const to = freshAddress()
    await subscribeByMail(world, owner, to, 'DAILY')
    await moveTo(owner, '2040-06-01T14:59:00Z')
    await orderAt(owner)
    await world.advance('PT7M', owner.account)
    expect(mailsTo(to)[0]?.subject).toBe(`1 notification of 2040-06-01 (account ${owner.account})`)
  })

  it('of a day on which nothing happened is not sent', async () => {
    const owner = await world.newAccount()
    const to = freshAddress()
    await subscribeByMail(world, owner, to, 'DAILY')
    await world.advance('P3D', owner.account)
    expect(mailsTo(to)).toEqual([])
  })

  it('that could not be sent does not swallow the next one', async () => {
    const owner = await world.newAccount()
    const to = freshAddress()
    await subscribeByMail(world, owner, to, 'DAILY')
    await moveTo(owner, '2040-03-01T20:00:00Z')
    await orderAt(owner)
    server.refuse({ code: 451, text: 'try again later' })
    await moveTo(owner, '2040-03-02T05:05:00Z')
    expect(mailsTo(to)).toEqual([])
    await orderAt(owner)
    server.refuse(undefined)
    await world.advance('PT1M', owner.account)
    expect(mailsTo(to).map(({ subject }) => subject?.slice(0, 28))).toEqual(['1 notification of 2040-03-01 '.slice(0, 28)])
    await world.advance('P1D', owner.account)
    expect(mailsTo(to)).toHaveLength(2)
  })
})

/** An order that ends now, on the account's clock. */
async function orderAt(owner: FreshAccount): Promise<string> {
  const order = await openStandIn(world, owner.account)
  await endStandIn(world, order)
  await world.settle(owner.account)
  return order
}

describe('a mail server', () => {
  it('that refuses for now gets the same mail again; one that refuses for good does not', async () => {
    const owner = await world.newAccount()
    const [patient, gone] = [freshAddress(), freshAddress()]
    const patientId = await subscribeByMail(world, owner, patient, 'NONE')
    server.refuse({ code: 450, text: 'mailbox busy' })
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(await deliveriesOf(world, patientId)).toMatchObject([{ state: 'pending', attempts: 1 }])
    server.refuse(undefined)
    await world.advance('PT10S', owner.account)
    expect(mailsTo(patient)).toHaveLength(1)
    const goneId = await subscribeByMail(world, owner, gone, 'NONE')
    server.refuse({ code: 550, text: 'no such user here' })
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(await deliveriesOf(world, goneId)).toMatchObject([{ state: 'abandoned', attempts: 1 }])
  })

  it('that is not there, comes back: nothing is lost', async () => {
    const first = await startMailServer()
    const there = await createWorld({ env: smtp(first.port) })
    more.push(there)
    const owner = await there.newAccount()
    await first.close()
    const id = await subscribeByMail(there, owner, 'back@example.com', 'NONE')
    const order = await orderEnds(there, owner.account)
    await there.settle(owner.account)
    expect((await deliveriesOf(there, id))[0]).toMatchObject({ state: 'pending', attempts: 1, errors: [expect.stringMatching(/^connect: /)] })
    const second = await startMailServer({ port: first.port })
    more.push(second)
    await there.advance('PT10S', owner.account)
    expect(second.mails.map(({ subject }) => subject)).toEqual([expect.stringContaining(order)])
  })

  it.skipIf(!hasOpenssl).each([['starttls', false], ['implicit', true]])('with TLS (%s) gets user and password over the encrypted connection only', async (tls, secure) => {
    const pair = selfSigned()
    const folder = mkdtempSync(join(tmpdir(), 'numberplane-mail-'))
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, pair.cert)
    more.push({ close: async () => { rmSync(folder, { recursive: true }) } })
    const sealed = await startMailServer({ ...pair, secure, user: { name: 'numbers', password: 's3cret' } })
    more.push(sealed)
    const settings = { ...smtp(sealed.port), NUMBERPLANE_SMTP_HOST: 'localhost', NUMBERPLANE_SMTP_TLS: tls, NUMBERPLANE_SMTP_USER: 'numbers', NUMBERPLANE_SMTP_PASSWORD: 's3cret' }
    const trusting = await createWorld({ env: { ...settings, NUMBERPLANE_SMTP_CA: ca } })
    more.push(trusting)
    const owner = await trusting.newAccount()
    await subscribeByMail(trusting, owner, 'a@example.com', 'NONE')
    await orderEnds(trusting, owner.account)
    await trusting.settle(owner.account)
    expect(sealed.mails).toHaveLength(1)
    expect(sealed.latest).toEqual({ secure: true, user: 'numbers' })
    const doubting = await createWorld({ env: settings })
    more.push(doubting)
    const other = await doubting.newAccount()
    const id = await subscribeByMail(doubting, other, 'a@example.com', 'NONE')
    await orderEnds(doubting, other.account)
    await doubting.settle(other.account)
    expect(sealed.mails).toHaveLength(1)
    expect((await deliveriesOf(doubting, id))[0]?.errors[0]).toMatch(/self-signed/)
  })

  it('that offers no encryption where it is asked for gets nothing', async () => {
    const strict = await createWorld({ env: { ...smtp(server.port), NUMBERPLANE_SMTP_TLS: 'starttls' } })
    more.push(strict)
    const owner = await strict.newAccount()
    const id = await subscribeByMail(strict, owner, 'plain@example.com', 'NONE')
    await orderEnds(strict, owner.account)
    await strict.settle(owner.account)
    expect(mailsTo('plain@example.com')).toEqual([])
    expect((await deliveriesOf(strict, id))[0]?.errors[0]).toMatch(/^tls: /)
  })
})

describe('without a mail server', () => {
  it('the sandbox keeps mails, and shows each user those of their own accounts', async () => {
    const bare = await createWorld()
    more.push(bare)
    const [owner, other] = [await bare.newAccount(), await bare.newAccount()]
    const id = await subscribeByMail(bare, owner, 'me@example.com', 'NONE')
    await subscribeByMail(bare, other, 'them@example.com', 'NONE')
    const order = await orderEnds(bare, owner.account)
    await orderEnds(bare, other.account)
    await bare.settle(owner.account)
    await bare.settle(other.account)
    const outbox = (auth: string, query = '') => bySandbox(bare, auth, 'GET', `/outbox${query}`)
    const xml = readXml((await outbox(owner.auth)).text)
    const mails = all(xml, 'Mails').flatMap((list) => all(list, 'Mail'))
    expect(mails.map((mail) => [text(mail, 'To'), text(mail, 'Subject')])).toEqual([['me@example.com', `orders ${order}: COMPLETE (account ${owner.account})`]])
    expect(mails[0] && text(mails[0], 'Text')).toContain('Status: COMPLETE')
    expect((await outbox(owner.auth, '?to=nobody@example.com')).text).not.toContain('<Mail>')
    expect((await outbox(owner.auth, `?accountId=${other.account}`)).text).not.toContain('<Mail>')
    expect((await outbox('sandbox:wrong')).status).toBe(401)
    expect(await deliveriesOf(bare, id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
  })
})
