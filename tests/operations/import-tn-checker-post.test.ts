import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { createWorld, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let my: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld()
  my = bringing(world, await world.newAccount())
})
afterAll(() => world.close())

const check = (tns: readonly string[]) => my.post('/importTnChecker', `<ImportTnCheckerPayload><TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></ImportTnCheckerPayload>`)

describe('200', () => {
  it('tells the numbers that can be imported from those that cannot, these by problem', async () => {
    const good = await outside(world, 2)
    const ours = await available(world, '303', 2)
    const { status, xml } = await check([good[0] ?? '', ...ours, good[1] ?? ''])
    expect([status, xml.name]).toEqual([200, 'ImportTnCheckerResponse'])
    const payload = at(xml, 'ImportTnCheckerPayload')
    expect([names(payload), texts(payload, 'TelephoneNumbers/TelephoneNumber')]).toEqual([['TelephoneNumbers', 'ImportTnErrors'], good])
    const error = at(payload, 'ImportTnErrors/ImportTnError')
    expect(names(error)).toEqual(['Code', 'Description', 'TelephoneNumbers'])
    expect([text(error, 'Code'), text(error, 'Description'), texts(error, 'TelephoneNumbers/TelephoneNumber')])
      .toEqual(['19006', 'Bandwidth numbers cannot be imported by this account at this time.', ours])
  })

  it('shows empty lists where nothing is wrong, and where nothing is right', async () => {
    const good = await outside(world, 1)
    expect(names(at((await check(good)).xml, 'ImportTnCheckerPayload/ImportTnErrors'))).toEqual([])
    expect(names(at((await check(await available(world, '303', 1))).xml, 'ImportTnCheckerPayload/TelephoneNumbers'))).toEqual([])
  })

  it('looks once at a number that is listed twice, and reads it in any form', async () => {
    const [tn = ''] = await outside(world, 1)
    const { xml } = await check([tn, `+1 (${tn.slice(0, 3)}) ${tn.slice(3)}`])
    expect(texts(xml, 'ImportTnCheckerPayload/TelephoneNumbers/TelephoneNumber')).toEqual([tn])
  })

  it('knows what the account has, what others own, what others only have the messages of, and area codes that there are not', async () => {
    const stranger = bringing(world, await world.newAccount())
    const [mine = '', theirs = ''] = await outside(world, 2)
    await my.import([mine])
    await stranger.import([theirs])
    const { xml } = await check([mine, theirs, '2992000001'])
    const payload = at(xml, 'ImportTnCheckerPayload')
    expect(texts(payload, 'TelephoneNumbers/TelephoneNumber')).toEqual([theirs])
    expect(at(payload, 'ImportTnErrors').children.map((error) => [text(error, 'Code'), texts(error, 'TelephoneNumbers/TelephoneNumber')]))
      .toEqual([['5124', [mine]], ['19002', ['2992000001']]])
  })
})

describe('400', () => {
  it('names each number that is none in an element of its own', async () => {
    const { status, xml } = await check(['61746052083', '3032281000', '61746052082'])
    expect([status, xml.name, names(xml)]).toEqual([400, 'ImportTnCheckerResponse', ['Errors', 'Errors']])
    expect(xml.children.map((error) => [text(error, 'Code'), text(error, 'Description')])).toEqual([
      ['7201', '61746052083 is not a valid NANPA telephone number.'], ['7201', '61746052082 is not a valid NANPA telephone number.'],
    ])
  })

  it.each([['no number', [], '7316'], ['5,001 numbers', Array.from({ length: 5001 }, (_, n) => String(3_032_000_000 + n)), '7314']])('refuses %s', async (_what, tns, code) => {
    const { status, xml } = await check(tns)
    expect([status, text(xml, 'Errors/Code')]).toEqual([400, code])
  })

  it('refuses an account without messaging', async () => {
    const fresh = await world.newAccount()
    await world.database.pool.query(`delete from account_feature where account_id = $1 and feature = 'SMS'`, [fresh.account])
    const { status, xml } = await bringing(world, fresh).post('/importTnChecker', '<ImportTnCheckerPayload/>')
    expect([status, text(xml, 'Errors/Code')]).toEqual([400, '5150'])
  })
})
