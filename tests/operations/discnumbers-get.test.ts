import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns } = await holdNumbers(world, holder, { areaCode: '919' }, 5)
await giveUp(world, holder, tns.slice(0, 2), new Date('2026-03-05T23:59:59.999Z'))
await giveUp(world, holder, tns.slice(2, 4), new Date('2026-03-06T00:00:00.000Z'))
const gone = tns.slice(0, 4)
const list = (query = '', { account, auth } = holder) => world.api('GET', `/accounts/${account}/discnumbers${query}`, undefined, { auth })

describe('200', () => {
  it('the numbers that the account has given up, in the documented elements', async () => {
    const answer = await list()
    expect(answer.status).toBe(200)
    expect(text(answer.xml, 'Links/first')).toBe(`Link=<${world.url}/accounts/${holder.account}/discnumbers?page=1&size=300>;rel="first";`)
    expect(answer.text.replace(/<first>.*<\/first>/, '<first/>')).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
      + '<TNs><TotalCount>4</TotalCount><Links><first/></Links><TelephoneNumbers><Count>4</Count>'
      + gone.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('') + '</TelephoneNumbers></TNs>')
  })

  it('in pages, each beginning with a number', async () => {
    const answer = await list('?page=1&size=3')
    expect(texts(answer.xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(gone.slice(0, 3))
    const next = /<(.*)>/.exec(text(answer.xml, 'Links/next'))?.[1] ?? ''
    expect(texts((await list(new URL(next).search)).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(gone.slice(3))
  })

  it.each([['26-03-05', '26-03-05', gone.slice(0, 2)], ['2026-03-06', '2026-03-07', gone.slice(2)], ['26-03-05', '26-03-06', gone], ['26-03-07', '26-03-09', []]])(
    'from %s to %s', async (startdate, enddate, expected) => {
      const answer = await list(`?startdate=${startdate}&enddate=${enddate}`)
      expect(texts(answer.xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(expected)
      expect(text(answer.xml, 'TotalCount')).toBe(String(expected.length))
    })

  it('is the same under the spelling that the documented link has', async () => {
    expect((await world.api('GET', `/accounts/${holder.account}/discNumbers`, undefined, { auth: holder.auth })).status).toBe(200)
  })

  it('a number that the account gets back is no longer on the list', async () => {
    const other = await world.newAccount()
    const { tns: [tn = ''] } = await holdNumbers(world, other, { areaCode: '303' }, 1)
    await giveUp(world, other, [tn])
    expect(text((await list('', other)).xml, 'TotalCount')).toBe('1')
    await world.database.db.updateTable('telephone_number').set({ status: 'Available', account_id: null, aging_until: null }).where('tn', '=', tn).execute()
    const order = `<Order><SiteId>${other.site}</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`
    expect((await world.api('POST', `/accounts/${other.account}/orders`, order, { auth: other.auth })).status).toBe(201)
    await world.program.worker.start()
    await world.settle(other.account)
    await world.program.worker.stop()
    expect(text((await list('', other)).xml, 'TotalCount')).toBe('0')
  })
})

describe('400', () => {
  it.each([['startdate=26-03-05', '1003'], ['enddate=26-03-05', '1003'], ['startdate=26-02-30&enddate=26-03-05', '1007'], ['page=abc', '15516'], ['size=0', '400']])(
    '%s answers %s', async (query, code) => {
      const answer = await list(`?${query}`)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
    })
})

describe('404', () => {
  it("another account's list", async () => { expect((await list('', { ...holder, account: world.account })).status).toBe(404) })
})
