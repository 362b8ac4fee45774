import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type FreshAccount } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const one = await world.newAccount()
const other = await world.newAccount()

interface Numbered {
  readonly tn: string
  readonly status: string
  readonly protected: boolean
  readonly pool: number | null
  readonly tier: number
  readonly state: string | null
  readonly lata: number | null
  readonly center: string | null
  readonly city: string | null
  readonly zips: readonly string[]
}
let numbers: readonly Numbered[] = []
const OPEN: readonly number[] = [0, 1, 3]

/** Everything that decides who is offered a number, mixed over the whole stock by a digest of each number. */
beforeAll(async () => {
  const digest = (from: number) => `('x' || substr(md5(tn), ${from}, 6))::bit(24)::integer`
  await world.database.pool.query(`update telephone_number set protected = ${digest(1)} % 4 = 0, tier = ${digest(7)} % 6,
    pool_account_id = case ${digest(13)} % 6 when 0 then ${one.account} when 1 then ${other.account} end, status = case when ${digest(19)} % 9 = 0 then 'PortOut' else status end`)
  await world.database.pool.query(`update account set tiers = '{${OPEN.join(',')}}' where id = $1`, [one.account])
  const { rows } = await world.database.pool.query<Numbered>(`select t.tn, t.status, t.protected, t.pool_account_id as pool, t.tier, t.state, t.lata, c.abbreviation as center, c.city,
    array(select zip from rate_center_zip where rate_center_id = t.rate_center_id) as zips from telephone_number t left join rate_center c on c.id = t.rate_center_id order by t.tn`)
  numbers = rows
})

type Query = Readonly<Record<string, string>>
const TOLL_FREE = /^8(00|33|44|55|66|77|88)/
const KEYPAD: readonly string[] = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ']
const digitsOf = (text: string) => text.toUpperCase().replace(/[A-Z]/g, (letter) => String(KEYPAD.findIndex((letters) => letters.includes(letter)) + 2))

function spells(tn: string, { localVanity, tollFreeVanity, endsIn }: Query): boolean {
  const vanity = localVanity ?? tollFreeVanity
  if (vanity === undefined) return true
  const pattern = digitsOf(vanity).replaceAll('_', '.').replaceAll('*', '.*')
  return TOLL_FREE.test(tn) === (tollFreeVanity !== undefined) && new RegExp(`${pattern}${endsIn === 'true' && localVanity !== undefined ? '$' : ''}`).test(tn.slice(-7))
}

/** What a query means, number by number, whatever tier each lies in. */
function fits(number: Numbered, query: Query, { account }: FreshAccount): boolean {
  const { areaCode, npaNxx, npaNxxx, state, rateCenter, city, zip, lata, tollFreeWildCardPattern: codes, protected: mark = 'MIXED' } = query
  return number.status === 'Available' && (number.pool === null || number.pool === account)
    && (mark === 'MIXED' || number.protected === (mark === 'ONLY'))
    && number.tn.startsWith(areaCode ?? npaNxx ?? npaNxxx ?? '')
    && (state === undefined || number.state === state.toUpperCase()) && (rateCenter === undefined || number.center === rateCenter.toUpperCase())
    && (city === undefined || number.city === city.toUpperCase()) && (zip === undefined || number.zips.includes(zip.slice(0, 5)))
    && (lata === undefined || number.lata === Number(lata)) && spells(number.tn, query)
    && (codes === undefined || (TOLL_FREE.test(number.tn) && new RegExp(`^${codes.replaceAll('*', '.')}`).test(number.tn)))
}

const isOpen = ({ tier }: Numbered, account: FreshAccount) => account !== one || OPEN.includes(tier)

/** Criteria taken from numbers that are there, in every documented combination. */
const query = fc.gen().map((pick): Query => {
  const any = () => numbers[pick(fc.nat, { max: numbers.length - 1 })] ?? { tn: '9194390000', zips: [], state: 'NC', center: 'CARY', city: 'CARY', lata: 426 }
  const [own, near] = [any(), any()]
  const maybe = (fields: Query): Query => (pick(fc.boolean) ? fields : {})
  const of = <Value>(...values: Value[]) => pick(() => fc.constantFrom(...values))
  const options = { ...maybe({ protected: of('NONE', 'ONLY', 'MIXED') }), ...maybe({ enableTNDetail: 'true' }), quantity: of('1', '7', '50', '5000'), LCA: 'false' }
  const inState = { state: own.state ?? near.state ?? 'NC' }
  switch (of('place', 'place', 'place', 'localVanity', 'tollFreeVanity', 'wildcard')) {
    case 'localVanity': {
      const start = pick(fc.integer, { min: 3, max: 6 })
      return { ...options, ...maybe(inState), ...maybe({ areaCode: own.tn.slice(0, 3) }), ...maybe({ endsIn: 'true' }), localVanity: of(own.tn.slice(start, start + 4), '4_6', '2*9', 'cab', `*${own.tn.slice(8)}`) }
    }
    case 'tollFreeVanity': return { ...options, tollFreeVanity: of(`${own.tn.slice(3, 7)}`, '2222', 'cars') }
    case 'wildcard': return { ...options, tollFreeWildCardPattern: of('8**', '80*', '833', '86*') }
    default: {
      const chosen = {
        ...of<Query>({}, { areaCode: own.tn.slice(0, 3) }, { npaNxx: own.tn.slice(0, 6) }, { npaNxxx: own.tn.slice(0, 7) }),
        ...of<Query>({}, inState, { ...inState, rateCenter: (own.center ?? 'CARY').toLowerCase() }, { ...inState, city: own.city ?? 'CARY' }),
        ...maybe(own.zips[0] === undefined ? {} : { zip: of(own.zips[0], `${own.zips[0]}-1234`) }), ...maybe(own.lata === null ? {} : { lata: String(own.lata) }),
      }
      return { ...options, ...(Object.keys(chosen).length === 0 ? { areaCode: own.tn.slice(0, 3) } : chosen) }
    }
  }
})

const ORDERABLE = ['npaNxx', 'npaNxxx', 'rateCenter', 'city', 'zip', 'tollFreeVanity', 'tollFreeWildCardPattern']

describe('searches over numbers of every pool, tier and mark', () => {
  it('offer an account what a scan of all numbers would, each once, up to the quantity, ordered where that is asked for', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(one, other), query, fc.boolean(), async (account, criteria, wantsOrder) => {
      const isOrdered = wantsOrder && ORDERABLE.some((name) => name in criteria)
      const search = new URLSearchParams({ ...criteria, ...(isOrdered ? { orderBy: 'fullNumber' } : {}) })
      const answer = await world.api('GET', `/accounts/${account.account}/availableNumbers?${search}`, undefined, { auth: account.auth })
      const fitting = numbers.filter((number) => fits(number, criteria, account))
      const offered = new Set(fitting.filter((number) => isOpen(number, account)).map(({ tn }) => tn))
      const found = [...answer.text.matchAll(/<(?:TelephoneNumber|FullNumber)>(\d{10})</g)].map(([, tn = '']) => tn)
      expect(found.filter((tn) => !offered.has(tn))).toEqual([])
      expect(found).toHaveLength(Math.min(Number(criteria.quantity), offered.size))
      expect(new Set(found).size).toBe(found.length)
      if (isOrdered) expect(found).toEqual(found.toSorted())
      if (offered.size === 0 && fitting.length > 0) expect(answer.text).toContain('<Code>4024</Code>')
      if (offered.size > 0) expect(answer.status).toBe(200)
    }), { numRuns: 250 })
  })

  it('are preceded by counts that a scan gives as well: exchanges, rate centers and covered rate centers', async () => {
    const codes = (account: FreshAccount, state: string) => numbers.filter((number) => fits(number, { state }, account) && isOpen(number, account))
    for (const [account, state] of [[one, 'NC'], [other, 'NC'], [one, 'NY'], [other, 'CO']] as const) {
      const expected = codes(account, state)
      const call = async (path: string) => (await world.api('GET', path, undefined, { auth: account.auth })).text
      const exchanges = [...(await call(`/accounts/${account.account}/availableNpaNxx?state=${state}`)).matchAll(/<Npa>(\d+)<\/Npa><Nxx>(\d+)<\/Nxx><Quantity>(\d+)</g)]
      expect(Object.fromEntries(exchanges.map(([, npa, nxx, count]) => [`${npa}${nxx}`, Number(count)]))).toEqual(tally(expected.map(({ tn }) => tn.slice(0, 6))))
      const centers = [...(await call(`/rateCenters?available=true&state=${state}`)).matchAll(/<Abbreviation>([^<]+)<\/Abbreviation><AvailableTelephoneNumberCount>(\d+)</g)]
      expect(Object.fromEntries(centers.map(([, name, count]) => [name, Number(count)]))).toEqual(tally(expected.map(({ center }) => center ?? '')))
      const covered = [...(await call(`/coveredRateCenters?size=1000&state=${state}`)).matchAll(/<Abbreviation>([^<]+)<.*?<AvailableNumberCount>(\d+)<\/AvailableNumberCount><LimitedAvailableNumberCount>(\d+)</g)]
      expect(Object.fromEntries(covered.flatMap(([, name, count]) => count === '0' ? [] : [[name, Number(count)]]))).toEqual(tally(expected.map(({ center }) => center ?? '')))
      const limited = expected.filter((number) => number.pool === null && !number.protected)
      expect(Object.fromEntries(covered.flatMap(([, name, , count]) => count === '0' ? [] : [[name, Number(count)]]))).toEqual(tally(limited.map(({ center }) => center ?? '')))
    }
  })
})

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
