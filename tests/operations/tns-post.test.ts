import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { holdForeign } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { all, at, has, text, texts } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns } = await holdNumbers(world, holder, { areaCode: '317' }, 3)
const { tns: others } = await holdNumbers(world, await world.newAccount(), { areaCode: '317' }, 1)

const post = (numbers: readonly string[]) => world.api('POST', '/tns', `<TnList>${numbers.map((tn) => `<Tn>${tn}</Tn>`).join('')}</TnList>`, { auth: holder.auth })

describe('200', () => {
  it('finds those on the accounts of the caller, and lists what is no number and what is not there', async () => {
    const answer = await post([...tns, ...others, '3172110285', '99999999999', '111111111111'])
    expect(answer.status).toBe(200)
    expect(text(answer.xml, 'TelephoneNumberCount')).toBe('3')
    expect(text(answer.xml, 'Links/first')).toBe(`Link=<${world.url}/tns>;rel="first";`)
    expect(all(at(answer.xml, 'TelephoneNumbers'), 'TelephoneNumber').map((each) => text(each, 'FullNumber'))).toEqual(tns)
    const errors = all(at(answer.xml, 'ErrorList'), 'Error')
    expect(errors.map((each) => [text(each, 'Code'), text(each, 'Description'), texts(each, 'TelephoneNumbers/TelephoneNumber')])).toEqual([
      ['15608', 'Input contains invalid Telephone Numbers', ['99999999999', '111111111111']],
      ['15610', 'Telephone Numbers cannot be found on accounts', [...others, '3172110285']],
    ])
  })

  it('has no list of errors where all are found, and counts a number once that is given twice', async () => {
    const [tn = ''] = tns
    const answer = await post([tn, `+1${tn}`])
    expect(text(answer.xml, 'TelephoneNumberCount')).toBe('1')
    expect(has(answer.xml, 'ErrorList')).toBe(false)
  })

  it('takes 2,500 numbers, and numbers of other countries', async () => {
    const foreign = await holdForeign(world, holder)
    const answer = await post([foreign, ...Array.from({ length: 2499 }, (_, index) => `2015${String(index).padStart(6, '0')}`)])
    expect(answer.status).toBe(200)
    expect(text(answer.xml, 'TelephoneNumbers/TelephoneNumber/FullNumber')).toBe(foreign)
  })
})

describe('400', () => {
  it('15607 for more than 2,500', async () => {
    const answer = await post(Array.from({ length: 2501 }, () => '3172110285'))
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<TelephoneNumbersResponse><ResponseStatus><ErrorCode>15607</ErrorCode>'
      + '<Description>The count of Telephone numbers in POST body exceeds the maximum size of 2500</Description></ResponseStatus></TelephoneNumbersResponse>')
  })

  it('15611 for none', async () => {
    const answer = await post([])
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '15611'])
  })
})
