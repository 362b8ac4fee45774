import { afterAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { findLineSettings, findNumber, setAttributes } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations } from '../world/locations.ts'
import { giveUp } from '../world/numbers.ts'
import { administration } from '../world/people.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const { database: { db } } = world
const holder = await world.newAccount()
const { tns: [tn = '', other = '', gone = ''] } = await holdNumbers(world, holder, { areaCode: '201' }, 3)
const put = (number: string, settings: string, { account, site, peer, auth } = holder) =>
  world.api('PUT', `/accounts/${account}/sites/${site}/sippeers/${peer}/tns/${number}`, `<SipPeerTelephoneNumber>${settings}</SipPeerTelephoneNumber>`, { auth })
const code = async (answer: ReturnType<typeof put>) => [(await answer).status, text((await answer).xml, 'ResponseStatus/ErrorCode')]

const FULL = '<NumberFormat>10digit</NumberFormat><RPIDFormat>10digit</RPIDFormat><RewriteUser>false</RewriteUser><CallForward>7042661720</CallForward>'
  + '<CallingNameDisplay>true</CallingNameDisplay><TnAttributes><TnAttribute>Protected</TnAttribute><TnAttribute>External</TnAttribute></TnAttributes>'
  + '<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>'

describe('200', () => {
  it('takes the documented request; of the marks only Protected is for the account to change', async () => {
    const answer = await put(tn, `<FullNumber>${tn}</FullNumber>${FULL}`)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(await findLineSettings(db, tn)).toEqual({
      callForward: '7042661720', callingNameDisplay: true, numberFormat: '10digit', rpidFormat: '10digit', rewriteUser: 'false', smsEnabled: true,
    })
    expect((await findNumber(db, new Set([holder.account]), tn))?.attributes).toEqual(['Protected'])
  })

  it('what is not given goes back to its default, but marks stay unless they are listed', async () => {
    await setAttributes(db, holder.account, [other], { imported: true, protected: true }, new Date('2026-03-01T12:00:00Z'))
    await put(other, '<CallForward>7042661720</CallForward>')
    await put(other, '<RewriteUser>me</RewriteUser>')
    expect(await findLineSettings(db, other)).toMatchObject({ callForward: undefined, rewriteUser: 'me' })
    expect((await findNumber(db, new Set([holder.account]), other))?.attributes).toEqual(['Protected', 'Imported'])
    await put(other, '<TnAttributes><TnAttribute>Imported</TnAttribute></TnAttributes>')
    expect((await findNumber(db, new Set([holder.account]), other))?.attributes).toEqual(['Imported'])
  })
})

describe('400', () => {
  it('a body that names another number than the path, and changes neither', async () => {
    expect(await code(put(other, `<FullNumber>${gone}</FullNumber><CallForward>7042661720</CallForward>`))).toEqual([400, '400'])
    expect(await code(put(other, '<FullNumber>12</FullNumber>'))).toEqual([400, '13512'])
    expect([(await findLineSettings(db, other))?.callForward, await findLineSettings(db, gone)]).toEqual([undefined, undefined])
  })

  it('the documented refusal for an account without the feature', async () => {
    const poor = await world.newAccount()
    await switchFeature(db, poor.account, 'Origination.CallForwarding', 'off')
    const { tns: [number = ''] } = await holdNumbers(world, poor, { areaCode: '201' }, 1)
    const answer = await put(number, '<CallForward>7042661720</CallForward>', poor)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<SipPeerTelephoneNumberResponse><ResponseStatus><ErrorCode>13576</ErrorCode>'
      + `<Description>Account '${poor.account}' has no 'CallForwarding' product feature</Description></ResponseStatus></SipPeerTelephoneNumberResponse>`)
  })

  it.each([
    ['CNAM', 'Origination.CNAM', '<CallingNameDisplay>true</CallingNameDisplay>'], ['SMS', 'MESSAGING.SMS', '<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>'],
    ['CallForwarding', 'Origination.CallForwarding', '<CallForward>7042661720</CallForward>'],
  ])('13576 while an administrator has switched %s off, and none when it is on again', async (name, feature, settings) => {
    const admin = administration(world)
    const owner = await world.newAccount()
    const { tns: [number = ''] } = await holdNumbers(world, owner, { areaCode: '201' }, 1)
    const flag = (enabled: boolean) => admin('PUT', `/accounts/${owner.account}/features/${feature}`, { enabled })
    expect((await flag(false)).status).toBe(200)
    const refusal = await put(number, settings, owner)
    expect([refusal.status, text(refusal.xml, 'ResponseStatus/ErrorCode'), refusal.text.includes(`has no '${name}' product feature`)]).toEqual([400, '13576', true])
    await flag(true)
    expect((await put(number, settings, owner)).status).toBe(200)
  })

  it('12732 for an account that may not protect numbers', async () => {
    const poor = await world.newAccount()
    await switchFeature(db, poor.account, 'NumberManagement.PROTECTED_TNS', 'off')
    const { tns: [number = ''] } = await holdNumbers(world, poor, { areaCode: '201' }, 1)
    expect(await code(put(number, '<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>', poor))).toEqual([400, '12732'])
  })

  it.each([
    ['13513', '<CallForward>12</CallForward>'], ['13514', '<NumberFormat>9digit</NumberFormat>'], ['13516', '<RPIDFormat>wrong</RPIDFormat>'],
    ['13515', `<RewriteUser>${'x'.repeat(256)}</RewriteUser>`],
  ])('%s for %s', async (expected, settings) => { expect(await code(put(tn, settings))).toEqual([400, expected]) })
})

describe('404', () => {
  it('13517 for a number that the account does not have', async () => { expect(await code(put('9199999999', ''))).toEqual([404, '13517']) })
})

describe('409', () => {
  it('13518 for a number that is not in service, 13536 for one on another peer', async () => {
    await giveUp(world, holder, [gone])
    expect(await code(put(gone, ''))).toEqual([409, '13518'])
    const peer = await locations(world, holder).addPeer(holder.site, { PeerName: 'Other' })
    expect(await code(put(tn, '', { ...holder, peer }))).toEqual([409, '13536'])
  })

  it('13658 for line features of a number of which only the messages are the account\'s', async () => {
    await setAttributes(db, holder.account, [tn], { imported: true, hosted: true, protected: false }, new Date('2026-03-01T12:00:00Z'))
    for (const settings of ['<CallForward>7042661720</CallForward>', '<CallingNameDisplay>true</CallingNameDisplay>', '<RewriteUser>me</RewriteUser>']) {
      expect(await code(put(tn, settings))).toEqual([409, '13658'])
    }
    expect((await put(tn, '<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>')).status).toBe(200)
    await setAttributes(db, holder.account, [tn], { imported: false, hosted: false }, new Date('2026-03-01T12:00:00Z'))
  })

  it('13583 where the peer fixes how names are shown', async () => {
    await world.database.pool.query('update sip_peer set details = details || \'{"callingName": {"display": true, "enforced": true}}\' where id = $1', [holder.peer])
    expect(await code(put(tn, '<CallingNameDisplay>false</CallingNameDisplay>'))).toEqual([409, '13583'])
    expect((await put(tn, '<CallingNameDisplay>true</CallingNameDisplay>')).status).toBe(200)
  })
})
