import { afterAll, describe, expect, it } from 'vitest'
import { changeLineSettings } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns: [tn = '', gone = '', marked = ''] } = await holdNumbers(world, holder, { areaCode: '201' }, 3)
const read = (number: string, peer: number | string = holder.peer) =>
  world.api('GET', `/accounts/${holder.account}/sites/${holder.site}/sippeers/${peer}/tns/${number}`, undefined, { auth: holder.auth })

describe('200', () => {
  it('the line settings of the number, in the documented elements', async () => {
    await changeLineSettings(world.database.db, holder.account, [tn], {
      callForward: '7042661720', callingNameDisplay: false, smsEnabled: true, numberFormat: '11digit', rpidFormat: 'e164', rewriteUser: 'me',
    })
    const answer = await read(tn)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SipPeerTelephoneNumberResponse><SipPeerTelephoneNumber>'
      + `<FullNumber>${tn}</FullNumber><CallForward>7042661720</CallForward><NumberFormat>11digit</NumberFormat><RPIDFormat>e164</RPIDFormat>`
      + '<RewriteUser>me</RewriteUser><CallingNameDisplay>false</CallingNameDisplay><MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>'
      + '</SipPeerTelephoneNumber></SipPeerTelephoneNumberResponse>')
  })

  it('what marks the number has', async () => {
    await world.database.pool.query('update telephone_number set protected = true, external = true where tn = $1', [marked])
    expect((await read(marked)).text).toContain(`<FullNumber>${marked}</FullNumber><TnAttributes><TnAttribute>Protected</TnAttribute><TnAttribute>External</TnAttribute></TnAttributes>`)
  })
})

describe('400', () => {
  it.each([['13563', () => read(tn, 'abc')], ['12512', () => read('12')]])('%s', async (code, call) => {
    const answer = await call()
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })
})

describe('404', () => {
  it("13517 for an unknown number, and the same for another account's", async () => {
    const { tns: [others = ''] } = await holdNumbers(world, await world.newAccount(), { areaCode: '201' }, 1)
    for (const number of [others, '9199999999']) {
      const answer = await read(number)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '13517'])
    }
  })
})

describe('409', () => {
  it('13518 for a number that is not in service any more', async () => {
    await giveUp(world, holder, [gone])
    const answer = await read(gone)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([409, '13518'])
  })
})
