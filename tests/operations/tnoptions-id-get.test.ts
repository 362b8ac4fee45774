import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, listOf, numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

describe('200', () => {
  it('shows the order at the root, COMPLETE, without errors', async () => {
    const id = await my.setOptions(await numbersOf(world, owner, 1), '<CallingNameDisplay>on</CallingNameDisplay><FinalDestinationURI>name@1.2.3.4</FinalDestinationURI>')
    const { status, xml } = await my.get(`/tnoptions/${id}`)
    expect([status, xml.name, text(xml, 'ProcessingStatus')]).toEqual([200, 'TnOptionOrder', 'COMPLETE'])
    expect(at(xml, 'ErrorList').children).toEqual([])
  })

  it('tells each number that could not be done, and does the others of all groups', async () => {
    const [mine = '', gone = '', free = ''] = await numbersOf(world, owner, 3)
    await my.disconnect([gone])
    const groups = [[mine, gone], ['9195550100', free]].map((tns, index) =>
      `<TnOptionGroup><NumberFormat>${index === 0 ? 'e164' : '11digit'}</NumberFormat><TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></TnOptionGroup>`)
    const placed = await my.post('/tnoptions', `<TnOptionOrder><TnOptionGroups>${groups.join('')}</TnOptionGroups></TnOptionOrder>`)
    await world.settle(owner.account)
    const { xml } = await my.get(`/tnoptions/${text(placed.xml, 'TnOptionOrder/OrderId')}`)
    expect(text(xml, 'ProcessingStatus')).toBe('PARTIAL')
    const errors = all(at(xml, 'ErrorList'), 'Error').map((error) => `${text(error, 'Code')} ${text(error, 'Description')} ${text(error, 'TelephoneNumber')}`)
    expect(errors.sort()).toEqual([`5074 Telephone number is not in service. ${gone}`, '5076 Telephone number is not available. 9195550100'])
    const { rows } = await world.database.pool.query<{ tn: string, number_format: string }>('select tn, number_format from line_setting where tn = any($1) order by tn', [[mine, free]])
    expect(rows).toEqual([{ tn: mine, number_format: 'e164' }, { tn: free, number_format: '11digit' }].sort((a, b) => a.tn < b.tn ? -1 : 1))
  })

  it('tells what a number does not allow', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    const errorOf = async (number: string, options: string) => text((await my.get(`/tnoptions/${await my.setOptions([number], options)}`)).xml, 'ErrorList/Error/Code')
    expect(await errorOf(tn, '<A2pSettings><MessageClass>M</MessageClass></A2pSettings>')).toBe('5132')
    await my.setOptions([tn], '<PortOutPasscode>1234</PortOutPasscode>')
    expect(await errorOf(tn, '<PortOutPasscode>1234</PortOutPasscode>')).toBe('5195')
    const [tollFree = ''] = await numbersOf(world, owner, 1, '888')
    expect(await errorOf(tollFree, '<A2pSettings><Action>off</Action></A2pSettings>')).toBe('5135')
    await world.database.pool.query('update telephone_number set external = true where tn = $1', [tn])
    expect(await errorOf(tn, '<NumberFormat>e164</NumberFormat>')).toBe('5128')
    expect(text((await my.get(`/tnoptions/${await my.setOptions([tn], '<Sms>on</Sms>')}`)).xml, 'ProcessingStatus')).toBe('COMPLETE')
  })
})

describe('an imported number', () => {
  it('has no line features, as documented: only its messages can be set', async () => {
    const [tn = ''] = await outside(world, 1)
    await bringing(world, owner).import([tn])
    const outcome = async (options: string) => {
      const { xml } = await my.get(`/tnoptions/${await my.setOptions([tn], options)}`)
      return [text(xml, 'ProcessingStatus'), ...all(at(xml, 'ErrorList'), 'Error').map((error) => text(error, 'Code'))]
    }
    for (const line of ['<NumberFormat>e164</NumberFormat>', '<RPIDFormat>e164</RPIDFormat>', '<RewriteUser>me</RewriteUser>', '<CallForward>9195550100</CallForward>',
      '<CallingNameDisplay>on</CallingNameDisplay>', '<FinalDestinationURI>9195550100</FinalDestinationURI>', '<Protected>true</Protected>']) {
      expect(await outcome(line), line).toEqual(['FAILED', '5159'])
    }
    expect(await outcome('<PortOutPasscode>1234</PortOutPasscode>')).toEqual(['FAILED', '5197'])
    expect(await outcome('<Sms>on</Sms><NNID>101601</NNID><A2pSettings><MessageClass>M</MessageClass></A2pSettings>')).toEqual(['COMPLETE'])
  })
})

describe('404', () => {
  it('has no code, for an unknown order and for somebody else\'s', async () => {
    const id = await my.setOptions(await numbersOf(world, owner, 1), '<Sms>off</Sms>')
    for (const path of [`/accounts/${world.account}/tnoptions/${id}`, `/accounts/${world.account}/tnoptions/x`]) {
      const { status, xml } = await world.api('GET', path)
      expect([status, xml.name, ...names(at(xml, 'ResponseStatus'))]).toEqual([404, 'TnOptionOrderReportResponse', 'Description'])
      expect(text(xml, 'ResponseStatus/Description')).toBe('The resource does not exist')
    }
  })
})
