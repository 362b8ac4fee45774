import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { xml, type Elements } from '../world/locations.ts'
import { createWorld, type World } from '../world/world.ts'

let world: World
let offline: World
let askingService: World
let service: Server
beforeAll(async () => {
  // A service that answers in a form that nobody knows.
  service = createServer((_request, response) => { response.end('<html>') })
  await new Promise<void>((resolve) => { service.listen(0, '127.0.0.1', resolve) })
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`
  ;[world, offline, askingService] = await Promise.all([
    createWorld({ worker: false }),
    createWorld({ worker: false, env: { NUMBERPLANE_GEOCODER: 'off' } }),
    createWorld({ worker: false, env: { NUMBERPLANE_GEOCODER: 'http', NUMBERPLANE_GEOCODER_URL: url } }),
  ])
})
afterAll(async () => {
  await Promise.all([world.close(), offline.close(), askingService.close()])
  service.closeAllConnections()
  service.close()
})

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const post = (address: Elements, of = world) => of.api('POST', `/accounts/${of.account}/geocodeRequest`, xml({ RequestAddress: address }))
const requested = (street: string, suffix: string) => ({
  AddressLine1: `904 E ${street} ${suffix}`, HousePrefix: '', HouseNumber: '904', HouseSuffix: 'E', PreDirectional: '', StreetName: street, StreetSuffix: suffix,
  PostDirectional: '', AddressLine2: '', City: 'Marshalltown', StateCode: 'IA', Zip: '50158', PlusFour: '', County: '', Country: '',
})
const GEOCODED = '<GeocodedAddress><AddressLine1>904 E ANSON ST</AddressLine1><HouseNumber>904</HouseNumber><PreDirectional>E</PreDirectional>'
  + '<StreetName>ANSON</StreetName><StreetSuffix>ST</StreetSuffix><City>MARSHALLTOWN</City><StateCode>IA</StateCode><Zip>50158</Zip><PlusFour>3522</PlusFour>'
  + '<Country>US</Country></GeocodedAddress>'
const repeated = (street: string, suffix: string) => `<RequestAddress><HouseNumber>904</HouseNumber><HouseSuffix>E</HouseSuffix><StreetName>${street}</StreetName>`
  + `<StreetSuffix>${suffix}</StreetSuffix><City>Marshalltown</City><StateCode>IA</StateCode><Zip>50158</Zip><Country>US</Country>`
  + `<AddressLine1>904 E ${street} ${suffix}</AddressLine1></RequestAddress>`
const refusal = (code: number, text: string) =>
  `${DECLARATION}<GeocodeRequestResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${text}</Description></ResponseStatus></GeocodeRequestResponse>`

describe('200', () => {
  it('is the documented answer to an address that exists', async () => {
    const { status, text } = await post(requested('Anson', 'St'))
    expect([status, text]).toEqual([200, `${DECLARATION}<GeocodeRequestResponse>${GEOCODED}${repeated('Anson', 'St')}</GeocodeRequestResponse>`])
  })

  it('reads the first line where house number or street name are missing, and leaves it alone where they are not', async () => {
    const place = { City: 'Marshalltown', StateCode: 'IA' }
    expect((await post({ AddressLine1: '904 E Anson St', ...place })).text).toContain(GEOCODED)
    expect((await post({ AddressLine1: '904 E Anson St', StreetName: 'Ignored', ...place })).text).toContain(GEOCODED)
    expect((await post({ AddressLine1: '1 Other Rd', HouseNumber: '904', StreetName: 'E Anson St', ...place })).text).toContain(GEOCODED)
  })
})

describe('400', () => {
  it('is the documented one for an address that nobody knows', async () => {
    const { status, text } = await post({ ...requested('Anson', 'St'), City: 'Nowhere at all', Zip: '90001' })
    expect([status, text]).toEqual([400, refusal(12110, 'This address could not be validated / geocoded')])
    expect((await post({ AddressLine1: 'Anson St', City: 'Marshalltown', StateCode: 'IA' })).text).toContain('12110')
  })

  it('is for one without city or state', async () => {
    expect((await post({ ...requested('Anson', 'St'), City: '' })).text).toBe(refusal(12540, 'City is required in an address'))
    expect((await post({ ...requested('Anson', 'St'), StateCode: '' })).text).toBe(refusal(12542, 'StateCode is required in an address'))
  })
})

describe('409', () => {
  it('is the documented answer, with what has to be adjusted', async () => {
    const { status, text } = await post(requested('Ansun', 'Str'))
    const message = 'Some adjustments are required to allow the address to pass geocoding%3A Specified value - Street Name %3A "ANSUN" Valid value - "ANSON"'
      + ' Specified value - Street Suffix %3A "STR" Valid value - "ST"'
    expect([status, text]).toEqual([409, `${DECLARATION}<GeocodeRequestResponse><ErrorMessage>${message}</ErrorMessage>${GEOCODED}${repeated('Ansun', 'Str')}</GeocodeRequestResponse>`])
  })
})

describe('500', () => {
  it('is the documented one where the service answers nonsense', async () => {
    const { status, text } = await post(requested('Anson', 'St'), askingService)
    expect([status, text]).toEqual([500, refusal(12111, 'Error during E911 Geocoding API response handling')])
  })
})

describe('503', () => {
  it('is the documented one where there is no geocoder', async () => {
    const { status, text } = await post(requested('Anson', 'St'), offline)
    expect([status, text]).toEqual([503, refusal(12109, 'E911 Geocoding Service is temporary unavailable')])
  })
})
