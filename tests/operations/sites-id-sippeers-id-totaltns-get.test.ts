import { afterAll, describe, expect, it } from 'vitest'
import { changeLineSettings } from '../../src/domains/inventory/index.ts'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { lidbGroup, lineFeatures } from '../world/line-features.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns } = await holdNumbers(world, holder, { areaCode: '201' }, 4)
await changeLineSettings(world.database.db, holder.account, tns.slice(0, 3), { callingNameDisplay: true })
const total = (query = '', peer = holder.peer) =>
  world.api('GET', `/accounts/${holder.account}/sites/${holder.site}/sippeers/${peer}/totaltns${query}`, undefined, { auth: holder.auth })

describe('200', () => {
  it('how many numbers are on the peer, and how many with each feature, under both names that clients look for', async () => {
    const answer = await total()
    expect(answer.status).toBe(200)
    const counts = '<SipPeerTelephoneNumbersCount>4</SipPeerTelephoneNumbersCount><CnamCount>3</CnamCount><LidbCount>0</LidbCount>'
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SipPeerTelephoneNumbersCountResponse>'
      + `<SipPeerTelephoneNumbersCount>${counts}</SipPeerTelephoneNumbersCount><SipPeerTelephoneNumbersCounts>${counts}</SipPeerTelephoneNumbersCounts>`
      + '</SipPeerTelephoneNumbersCountResponse>')
  })

  it('how many numbers in service have a calling name entered, once it is', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const [first = '', second = '', third = ''] = await numbersOf(world, owner, 3)
    const counted = async () => text((await my.get(`/sites/${owner.site}/sippeers/${owner.peer}/totaltns?feature=LIDB`)).xml, 'SipPeerTelephoneNumbersCount/LidbCount')
    await my.placeLidb(lidbGroup([first, second]))
    expect(await counted()).toBe('0')
    await my.finish()
    await my.placeLidb(lidbGroup([third]))
    expect(await counted()).toBe('2')
    await actions(world, owner).disconnect([first])
    expect(await counted()).toBe('1')
  })

  it.each([['CNAM', ['CnamCount'], ['LidbCount']], ['lidb', ['LidbCount'], ['CnamCount']], ['CNAM,LIDB', ['CnamCount', 'LidbCount'], []]])(
    'only what is asked for: %s', async (feature, present, absent) => {
      const { text: body } = await total(`?feature=${feature}`)
      for (const name of present) expect(body).toContain(`<${name}>`)
      for (const name of absent) expect(body).not.toContain(`<${name}>`)
    })
})

describe('400', () => {
  it('15525 for another feature, 13563 for a peer that is not there', async () => {
    for (const [answer, code] of [[await total('?feature=E911'), '15525'], [await total('', 999_999_999), '13563']] as const) {
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
    }
  })
})
