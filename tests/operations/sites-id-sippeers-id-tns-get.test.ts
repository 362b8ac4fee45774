import { afterAll, describe, expect, it } from 'vitest'
import { changeLineSettings, setAttributes } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld } from '../world/world.ts'
import { all, at, names, text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns: [first = '', second = '', third = ''] } = await holdNumbers(world, holder, { areaCode: '201' }, 3)
const list = (query = '', peer = holder.peer) =>
  world.api('GET', `/accounts/${holder.account}/sites/${holder.site}/sippeers/${peer}/tns${query}`, undefined, { auth: holder.auth })
const numbers = async (query: string) => all(at((await list(query)).xml, 'SipPeerTelephoneNumbers'), 'SipPeerTelephoneNumber')

describe('200', () => {
  it('the numbers on the peer with their settings; one without settings has nothing but itself', async () => {
    await changeLineSettings(world.database.db, holder.account, [first], { callForward: '2014563025', callingNameDisplay: true, smsEnabled: true })
    await setAttributes(world.database.db, holder.account, [first], { protected: true, external: true, imported: true }, new Date('2026-03-01T12:00:00Z'))
    const answer = await list()
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SipPeerTelephoneNumbersResponse><SipPeerTelephoneNumbers><SipPeerTelephoneNumber>'
      + `<FullNumber>${first}</FullNumber><CallForward>2014563025</CallForward><CallingNameDisplay>true</CallingNameDisplay>`
      + '<TnAttributes><TnAttribute>Protected</TnAttribute><TnAttribute>External</TnAttribute><TnAttribute>Imported</TnAttribute></TnAttributes>'
      + '<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings></SipPeerTelephoneNumber>'
      + `<SipPeerTelephoneNumber><FullNumber>${second}</FullNumber></SipPeerTelephoneNumber><SipPeerTelephoneNumber><FullNumber>${third}</FullNumber></SipPeerTelephoneNumber>`
      + '</SipPeerTelephoneNumbers></SipPeerTelephoneNumbersResponse>')
  })

  it('the bare numbers where attributes are not wanted', async () => {
    for (const number of await numbers('?includeAttributes=false')) expect(names(number)).toEqual(['FullNumber'])
  })

  it('in pages that are counted, or that begin with a number', async () => {
    const shown = async (query: string) => (await numbers(query)).map((number) => text(number, 'FullNumber'))
    expect(await shown('?page=1&size=2')).toEqual([first, second])
    expect(await shown('?page=2&size=2')).toEqual([third])
    expect(await shown(`?page=${second}&size=5000`)).toEqual([second, third])
    expect(await shown('?page=3&size=2')).toEqual([])
  })
})

describe('400', () => {
  it('13563 for a peer that is not there', async () => {
    const answer = await list('', 999_999_999)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13563'])
  })

  it.each(['page=0', 'size=0', 'size=10001', 'page=abc'])('%s', async (query) => { expect((await list(`?${query}`)).status).toBe(400) })
})
